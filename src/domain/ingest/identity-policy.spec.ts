import type { FeedItem } from './feed-item.js';
import { choosePolicy, keysOf, matchItems, type KnownItem } from './identity-policy.js';

const day = (number: number) => new Date(Date.UTC(2026, 10, number));
const anItem = (number: number, more: Partial<FeedItem> = {}): FeedItem => ({
  guid: `g${number}`,
  link: `https://one.example/${number}`,
  title: `平台调整第${number}号规则`,
  html: null,
  summary: null,
  author: null,
  published: { at: day(number), source: 'feed' },
  ...more,
});
const known = (items: FeedItem[], policy: 'guid' | 'link' | 'title' = 'guid'): KnownItem[] =>
  keysOf(items, policy).map((keys, at) => ({ ...keys, id: `k${at}` }));
const match = (items: FeedItem[], before: FeedItem[], policy: 'guid' | 'link' | 'title' = 'guid') =>
  matchItems(keysOf(items, policy), known(before, policy)).map((item) => item?.id);

describe('the identity of items', () => {
  it('rests on guids when all have one, on links when most differ, else on title and day', () => {
    expect(choosePolicy([anItem(1), anItem(2)])).toBe('guid');
    expect(choosePolicy([anItem(1, { guid: null }), anItem(2)])).toBe('link');
    expect(choosePolicy([1, 2, 3].map((number) => anItem(number, { guid: null, link: 'https://one.example/' })))).toBe(
      'title',
    );
  });

  it('keeps all that share a guid, whatever their order (case 10)', () => {
    const items = [1, 2, 3].map((number) => anItem(number, { guid: 'x', link: 'https://one.example/' }));
    const keys = keysOf(items, 'guid').map(({ identity }) => identity);
    expect(new Set(keys).size).toBe(3);
    expect(match([anItem(4, { guid: 'x', link: 'https://one.example/' }), ...items.toReversed()], items)).toEqual([
      undefined,
      'k2',
      'k1',
      'k0',
    ]);
  });

  it('tells even equal items apart', () => {
    expect(new Set(keysOf([anItem(1), anItem(1), anItem(1)], 'guid').map(({ identity }) => identity)).size).toBe(3);
  });

  it('knows one again whose guid becomes shared', () => {
    expect(match([anItem(2, { guid: 'g1' }), anItem(1)], [anItem(1)])).toEqual([undefined, 'k0']);
  });

  it('survives guids that flip (case 11)', () => {
    const before = [1, 2, 3].map((number) => anItem(number));
    expect(
      match(
        before.map((item) => ({ ...item, guid: `${item.guid}#0` })),
        before,
      ),
    ).toEqual(['k0', 'k1', 'k2']);
    expect(
      match(
        before.map((item) => ({ ...item, guid: null })),
        before,
      ),
    ).toEqual(['k0', 'k1', 'k2']);
  });

  it('survives links that change with the guids, by title and time', () => {
    const before = [anItem(1), anItem(2)];
    expect(
      match(
        before.map((item) => ({ ...item, guid: 'n', link: `${item.link}?utm=1` })),
        before,
      ),
    ).toEqual(['k0', 'k1']);
  });

  it('takes a new item for a new one, also at the link of another', () => {
    const before = [anItem(1, { link: 'https://one.example/status' })];
    expect(match([anItem(2, { link: 'https://one.example/status' })], before)).toEqual([undefined]);
    expect(match([anItem(3, { title: '每日快讯' })], [anItem(4, { title: '每日快讯' })])).toEqual([undefined]);
  });

  it('never gives one known item to two', () => {
    const matches = match([anItem(1, { guid: 'a' }), anItem(1, { guid: 'b' })], [anItem(1)]);
    expect(matches.filter((id) => id !== undefined).length).toBeLessThanOrEqual(1);
  });
});
