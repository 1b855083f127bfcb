import type { AgentClass } from './agents.data.js';
import { BURST_LINKS, judgeFetches, type Fetch } from './judge-fetches.js';

const SENT = new Date('2026-03-01T08:00:00Z');
/** So many seconds after the mail was taken. */
const fetch = (seconds: number, given: Partial<Fetch> = {}): Fetch => ({
  what: 'click',
  linkId: 1,
  at: new Date(SENT.getTime() + seconds * 1_000),
  agent: 'other',
  isHead: false,
  isPrefetch: false,
  ...given,
});
const judge = (...fetches: Fetch[]) => judgeFetches(fetches, SENT).map(({ verdict, rule }) => `${verdict} by ${rule}`);

describe('one fetch by itself', () => {
  const ofAgent = (agent: AgentClass, what: Fetch['what']) => fetch(3_600, { agent, what });
  it.each<[string, Fetch, string]>([
    ['a browser that follows a link', fetch(3_600), 'human by person'],
    ['a mail program that shows the picture', fetch(3_600, { what: 'open' }), 'human by person'],
    ['HEAD', fetch(3_600, { isHead: true }), 'machine by head'],
    ['HEAD of the picture', fetch(3_600, { what: 'open', isHead: true }), 'machine by head'],
    ['a prefetch', fetch(3_600, { isPrefetch: true }), 'machine by prefetch'],
    ['a scanner', ofAgent('scanner', 'click'), 'machine by agent'],
    ['a crawler', ofAgent('bot', 'click'), 'machine by agent'],
    ['a preview of a chat', ofAgent('preview', 'click'), 'machine by agent'],
    ['a program', ofAgent('library', 'click'), 'machine by agent'],
    ['whoever says nothing', ofAgent('none', 'open'), 'machine by agent'],
    ['the proxy that loads all pictures', ofAgent('privacy-proxy', 'open'), 'machine by privacy-proxy'],
    ['the proxy that loads what is shown', ofAgent('image-proxy', 'open'), 'human by image-proxy'],
    ['the same on a link', ofAgent('image-proxy', 'click'), 'machine by agent'],
    ['the canary', fetch(3_600, { what: 'canary' }), 'machine by canary'],
    ['a second after the mail was taken', fetch(1), 'machine by too-soon'],
    ['before the mail was taken', fetch(-5), 'machine by too-soon'],
    ['two seconds after it', fetch(2), 'human by person'],
  ])('%s', (_, one, expected) => {
    expect(judge(one)).toEqual([expected]);
  });

  it('is a person’s when nobody knows when the mail was taken', () => {
    expect(judgeFetches([fetch(0)], null)).toEqual([{ verdict: 'human', rule: 'person' }]);
  });
});

describe('several fetches of one mail', () => {
  it('within a minute of the canary, before it or after, are one walk; later ones are not', () => {
    const walk = [fetch(100), fetch(160, { what: 'canary', linkId: 9 }), fetch(220, { what: 'open' }), fetch(221)];
    expect(judge(...walk)).toEqual([
      'machine by near-canary',
      'machine by canary',
      'machine by near-canary',
      'human by person',
    ]);
  });

  it(`of ${BURST_LINKS} different links in four seconds are a burst, with what lies among them`, () => {
    const links = Array.from({ length: BURST_LINKS }, (_, n) => fetch(100 + n, { linkId: n + 1 }));
    expect(judge(...links, fetch(101, { linkId: 1 }), fetch(200))).toEqual([
      ...links.map(() => 'machine by burst'),
      'machine by burst',
      'human by person',
    ]);
  });

  it('of one link again and again, or of few links, are a person’s', () => {
    const impatient = Array.from({ length: 20 }, () => fetch(100));
    expect(new Set(judge(...impatient))).toEqual(new Set(['human by person']));
    const few = Array.from({ length: BURST_LINKS - 1 }, (_, n) => fetch(100, { linkId: n + 1 }));
    expect(new Set(judge(...few))).toEqual(new Set(['human by person']));
  });

  it('of many links, one after the other, are a reader’s who reads', () => {
    const read = Array.from({ length: 10 }, (_, n) => fetch(100 + n * 5, { linkId: n + 1 }));
    expect(new Set(judge(...read))).toEqual(new Set(['human by person']));
  });

  it('are judged alike in any order', () => {
    const some = [
      fetch(10),
      fetch(11, { linkId: 2 }),
      fetch(12, { linkId: 3 }),
      fetch(13, { linkId: 4 }),
      fetch(500, { what: 'canary', linkId: 9 }),
      fetch(540, { what: 'open' }),
    ];
    const forwards = judgeFetches(some, SENT);
    expect(judgeFetches(some.toReversed(), SENT)).toEqual(forwards.toReversed());
  });

  it('of a flood are judged in little time', () => {
    const flood = Array.from({ length: 500 }, (_, n) => fetch(100, { linkId: n % 50 }));
    const start = performance.now();
    expect(new Set(judge(...flood))).toEqual(new Set(['machine by burst']));
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});
