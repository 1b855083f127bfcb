import { actorName } from './actor-name.js';

const actor = (id: string, name: string, surface: string) => ({ id, name, surface, resolvedBy: 'lexicon' as const });

describe('the name of an actor', () => {
  it.each([
    ['zh-CN', actor('cainiao', 'Cainiao', '菜鸟'), '菜鸟'],
    ['zh-TW', actor('cainiao', 'Cainiao', '菜鸟'), '菜鳥'],
    ['en', actor('cainiao', 'Cainiao', '菜鸟'), 'Cainiao'],
    ['zh-CN', actor('eu', 'European Union', '欧盟'), '欧盟'],
    ['zh-CN', actor('meta', 'Meta', '扎克伯格'), 'Meta'],
    ['zh-CN', actor('amazon', 'Amazon', 'Amazon'), '亚马逊'],
    ['zh-TW', actor('amazon', 'Amazon', 'Amazon'), '亞馬遜'],
    ['zh-TW', actor('google', 'Google', '谷歌'), 'Google'],
    ['zh-TW', { ...actor('meta', '扎克伯格', '扎克伯格'), role: 'person' as const }, '祖克柏'],
    ['en', { ...actor('x', '祖克柏', '祖克柏'), id: null, role: 'person' as const }, 'Zuckerberg'],
    ['zh-CN', { ...actor('x', 'Mark Zuckerberg', 'Zuckerberg'), id: null }, '扎克伯格'],
    ['zh-CN', { ...actor('x', '海风科技', '海风科技'), id: null, resolvedBy: 'title' as const }, '海风科技'],
  ] as const)('for a reader of %s', (locale, given, expected) => {
    expect(actorName(given, locale)).toBe(expected);
  });
});
