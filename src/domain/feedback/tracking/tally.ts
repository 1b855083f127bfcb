import type { Fetch, Verdict } from './judge-fetches.js';

/** `open`: the picture. `click`: any link that people see. `link`: one link, the canary too. `linkId` is 0 but for a link. */
export type Figure = {
  what: 'open' | 'click' | 'link';
  linkId: number;
  humanReaders: number;
  humanTotal: number;
  machineReaders: number;
  machineTotal: number;
};

/** A fetch with what it was counted as so far; null: not yet counted. */
export type CountedFetch = Pick<Fetch, 'what' | 'linkId'> & { verdict: Verdict['verdict'] | null };

/**
 * What the fetches of one mail change in the figures of its edition when the verdicts `now` take the place of those it was counted with; a
 * reader counts once per figure and verdict. Nothing changed: an empty list.
 */
export function tallyChange(before: readonly CountedFetch[], now: readonly Verdict['verdict'][]): Figure[] {
  const after = before.map((fetch, index) => ({ ...fetch, verdict: now[index] ?? null }));
  const figures = new Map<string, Figure>();
  add(figures, before, -1);
  add(figures, after, 1);
  return [...figures.values()].filter(
    ({ humanReaders, humanTotal, machineReaders, machineTotal }) =>
      humanReaders !== 0 || humanTotal !== 0 || machineReaders !== 0 || machineTotal !== 0,
  );
}

function add(figures: Map<string, Figure>, fetches: readonly CountedFetch[], sign: 1 | -1): void {
  const seen = new Set<string>();
  for (const { what, linkId, verdict } of fetches) {
    if (verdict === null) continue;
    for (const key of keysOf(what, linkId)) {
      const figure = figureAt(figures, key);
      const isFirst = !seen.has(`${verdict} ${key.what} ${key.linkId}`);
      seen.add(`${verdict} ${key.what} ${key.linkId}`);
      figure[verdict === 'human' ? 'humanTotal' : 'machineTotal'] += sign;
      if (isFirst) figure[verdict === 'human' ? 'humanReaders' : 'machineReaders'] += sign;
    }
  }
}

type Key = Pick<Figure, 'what' | 'linkId'>;

function keysOf(what: Fetch['what'], linkId: number): Key[] {
  if (what === 'open') return [{ what, linkId: 0 }];
  const own: Key = { what: 'link', linkId };
  return what === 'canary' ? [own] : [{ what, linkId: 0 }, own];
}

function figureAt(figures: Map<string, Figure>, { what, linkId }: Key): Figure {
  const key = `${what} ${linkId}`;
  const known = figures.get(key);
  if (known !== undefined) return known;
  const figure = { what, linkId, humanReaders: 0, humanTotal: 0, machineReaders: 0, machineTotal: 0 };
  figures.set(key, figure);
  return figure;
}
