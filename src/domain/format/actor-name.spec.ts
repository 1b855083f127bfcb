import { actorName } from './actor-name.js';

const actor = (id: string, name: string, surface: string) => ({ id, name, surface, resolvedBy: 'lexicon' as const });

describe('the name of an actor', () => {
  it.each([
    ['zh-CN', actor('cainiao', 'Cainiao', '菜鸟'), '菜鸟'],
    ['zh-TW', actor('cainiao', 'Cainiao', '菜鸟'), '菜鳥'],
    ['en', actor('cainiao', 'Cainiao', '菜鸟'), 'Cainiao'],
    ['zh-CN', actor('eu', 'European Union', '欧盟'), '欧盟'],
    ['zh-CN', actor('meta', 'Meta', '扎克伯格'), 'Meta'],
    ['zh-CN', actor('amazon', 'Amazon', 'Amazon'), 'Amazon'],
    ['zh-CN', { ...actor('x', '海风科技', '海风科技'), id: null, resolvedBy: 'title' as const }, '海风科技'],
  ] as const)('for a reader of %s', (locale, given, expected) => {
    expect(actorName(given, locale)).toBe(expected);
  });
});
