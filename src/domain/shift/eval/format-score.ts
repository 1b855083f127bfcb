import { share, type ShiftScore, type Tally } from './score-shifts.js';

function line(label: string, tally: Tally, note = ''): string {
  const percent = tally.of === 0 ? '' : `${(share(tally) * 100).toFixed(0)} %`;
  return `${label.padEnd(18)} ${`${tally.hit}/${tally.of}`.padStart(7)} ${percent.padStart(6)}  ${note}`.trimEnd();
}

/** The score as a table for a terminal, with what was missed and what was proposed wrongly. */
export function formatScore(score: ShiftScore): string {
  const wrong = score.wrong.map(
    (proposal) =>
      `  ${proposal.actor.name} · ${proposal.kind} · ${proposal.confidence.toFixed(2)} · “${proposal.evidence[0]?.quote.slice(0, 60) ?? ''}”`,
  );
  return [
    line('must recall', score.must, score.missed.length === 0 ? '' : `missed: ${score.missed.join(', ')}`),
    line('should found', score.should),
    line('strict precision', score.precision),
    line('traps sprung', score.traps, score.sprung.join(', ')),
    line('amounts', score.amounts),
    line('dates', score.dates),
    ...(wrong.length === 0 ? [] : ['proposed wrongly:', ...wrong]),
  ].join('\n');
}
