import { above, calibrate, sum, type Scored } from './calibration.js';
import { formatScore } from './format-score.js';
import { byKind, tallyOf, type ProbeResult } from './probe.js';
import { scoreShifts, share, type Tally } from './score-shifts.js';
import type { ValueScore } from './value-table.js';

/** What must be reached on our own texts; below the floor the evaluation fails, below the aim it says so. */
export interface Floor {
  label: string;
  tally: Tally;
  floor: number;
  aim: number;
}

export interface ArticleSet {
  name: string;
  articles: readonly (Scored & { name: string })[];
  floors: { recall: number; precision: number; sureRecall: number; surePrecision: number; amounts: number };
  /** Name what was missed, and what was proposed wrongly. Never for texts that no rule may be written from. */
  isTold: boolean;
}

/** From here on a proposal is shown to an editor as sure. */
const SURE = 0.8;
/** What unseen texts are to reach. */
const AIMS = { recall: 0.93, precision: 0.75, sureRecall: 0.7, surePrecision: 0.9, amounts: 0.95, quiet: 0.95 };

export function articleFloors({ name, articles, floors }: ArticleSet): Floor[] {
  const scores = articles.map(({ gold, proposals }) => scoreShifts(proposals, gold));
  const sure = above(articles, SURE);
  return [
    {
      label: `${name}: must recall`,
      tally: sum(scores.map((score) => score.must)),
      floor: floors.recall,
      aim: AIMS.recall,
    },
    {
      label: `${name}: precision`,
      tally: sum(scores.map((score) => score.precision)),
      floor: floors.precision,
      aim: AIMS.precision,
    },
    { label: `${name}: recall at ${SURE}`, tally: sure.recall, floor: floors.sureRecall, aim: AIMS.sureRecall },
    {
      label: `${name}: precision at ${SURE}`,
      tally: sure.precision,
      floor: floors.surePrecision,
      aim: AIMS.surePrecision,
    },
    {
      label: `${name}: amounts`,
      tally: sum(scores.map((score) => score.amounts)),
      floor: floors.amounts,
      aim: AIMS.amounts,
    },
  ];
}

export function formatArticles({ name, articles, isTold }: ArticleSet): string {
  const lines = [`${name} (${articles.length} articles)`];
  for (const article of articles) {
    const score = scoreShifts(article.proposals, article.gold);
    const brief = [score.must, score.should, score.precision, score.traps, score.amounts, score.dates].map(({ hit, of }) => `${hit}/${of}`.padStart(6)); // prettier-ignore
    lines.push(`  ${article.name.padEnd(28)} ${brief.join(' ')}`);
    if (isTold) lines.push(...formatScore(score).split('\n').filter((line) => line.startsWith('  ') || line.includes('missed')).map((line) => `      ${line.trim()}`)); // prettier-ignore
  }
  const traps = sum(articles.map(({ gold, proposals }) => scoreShifts(proposals, gold).traps));
  const dates = sum(articles.map(({ gold, proposals }) => scoreShifts(proposals, gold).dates));
  lines.splice(1, 0, `  ${'(article)'.padEnd(28)}   must should  right  traps amount  dates`);
  lines.push(`  traps sprung ${traps.hit}/${traps.of}, dates ${dates.hit}/${dates.of}`);
  return lines.join('\n');
}

export function formatBins(all: readonly Scored[]): string {
  const lines = calibrate(all).map(({ from, to, precision }) => {
    const percent = precision.of === 0 ? '' : `${(share(precision) * 100).toFixed(0)} %`;
    return `  ${from.toFixed(2)}–${to.toFixed(2)} ${`${precision.hit}/${precision.of}`.padStart(9)} ${percent.padStart(6)}`;
  });
  return ['precision by confidence', ...lines].join('\n');
}

export function formatProbes(results: readonly ProbeResult[], isTold: boolean): string {
  const kinds = [...byKind(results)].map(([kind, { hit, of }]) => `${kind} ${hit}/${of}`);
  const lines = [`probes by kind\n  ${kinds.join(', ')}`];
  if (isTold) {
    for (const { probe, surplus, isRight, modality, amount, date } of results) {
      const faults = [...(isRight ? [] : ['not read']), ...(modality === false ? ['modality'] : []), ...(amount === false ? ['amount'] : []), ...(date === false ? ['date'] : [])]; // prettier-ignore
      const more = surplus.map((proposal) => `${proposal.actor.name}·${proposal.kind}·${proposal.confidence}`);
      if (faults.length + more.length > 0) lines.push(`  ${[probe.kinds.join('|') || 'none', ...faults].join(', ')}${more.length > 0 ? `; besides ${more.join(' ')}` : ''}: ${probe.sentence}`); // prettier-ignore
    }
  }
  return lines.join('\n');
}

export function probeFloors(
  results: readonly ProbeResult[],
  floors: { found: number; quiet: number; detail: number },
): Floor[] {
  const says = results.filter(({ probe }) => probe.kinds.length > 0);
  const silent = results.filter(({ probe }) => probe.kinds.length === 0);
  return [
    {
      label: 'probes: shifts found',
      tally: tallyOf(says.map((result) => result.isRight)),
      floor: floors.found,
      aim: AIMS.recall,
    },
    {
      label: 'probes: nothing besides',
      tally: tallyOf(says.map((result) => result.surplus.length === 0)),
      floor: floors.quiet,
      aim: AIMS.quiet,
    },
    {
      label: 'probes: silence kept',
      tally: tallyOf(silent.map((result) => result.isRight)),
      floor: floors.quiet,
      aim: AIMS.quiet,
    },
    {
      label: 'probes: modality',
      tally: tallyOf(says.map((result) => result.modality)),
      floor: floors.detail,
      aim: AIMS.amounts,
    },
    {
      label: 'probes: amounts',
      tally: tallyOf(says.map((result) => result.amount)),
      floor: floors.detail,
      aim: AIMS.amounts,
    },
    {
      label: 'probes: dates',
      tally: tallyOf(says.map((result) => result.date)),
      floor: floors.detail,
      aim: AIMS.amounts,
    },
  ];
}

export function formatValues(name: string, { wrong }: ValueScore): string {
  return [`table of ${name}`, ...wrong.map(({ row, got }) => `  ${row.text}\n    wanted ${row.wanted.join(' ; ') || '-'}\n    read   ${got.join(' ; ') || '-'}`)].join('\n'); // prettier-ignore
}

export function isMet({ tally, floor }: Floor): boolean {
  return share(tally) >= floor;
}

function markOf(one: Floor): string {
  if (!isMet(one)) return 'FAIL ';
  return share(one.tally) >= one.aim ? 'pass ' : 'short';
}

export function formatFloors(floors: readonly Floor[]): string {
  return floors
    .map((one) => {
      const { label, tally, floor, aim } = one;
      const figures = `${`${tally.hit}/${tally.of}`.padStart(9)} ${`${(share(tally) * 100).toFixed(1)} %`.padStart(8)}`;
      return `  ${markOf(one)} ${label.padEnd(36)} ${figures}  floor ${(floor * 100).toFixed(0)} %, aim ${(aim * 100).toFixed(0)} %`;
    })
    .join('\n');
}
