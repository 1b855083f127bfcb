import { share, type BounceScore, type Tally } from './score-bounces.js';

/** The score as a table for a terminal, with the confusion matrix and every fault. */
export function formatScore(score: BounceScore): string {
  const { falseBounces, errors, faults } = score;
  return [
    `files              ${String(score.files).padStart(9)}`,
    line('hard precision', score.hardPrecision),
    line('hard recall', score.hardRecall),
    line('class accuracy', score.classAccuracy),
    line('recipients exact', score.recipientsExact),
    `false bounces      ${`${falseBounces.hit}/${falseBounces.of}`.padStart(9)}`,
    `crashes            ${String(errors.length).padStart(9)}`,
    '',
    ...matrix(score.confusion),
    ...(faults.length === 0 ? [] : ['', 'faults (expected → given):']),
    ...faults.map(
      ({ file, address, expected, got, rule }) =>
        `  ${file}  ${address}  ${expected} → ${got}${rule === '' ? '' : ` (${rule})`}`,
    ),
    ...errors.map((error) => `  crash: ${error}`),
  ].join('\n');
}

function line(label: string, tally: Tally): string {
  return `${label.padEnd(18)} ${`${tally.hit}/${tally.of}`.padStart(9)}  ${tally.of === 0 ? '' : share(tally).toFixed(3)}`.trimEnd();
}

function matrix(confusion: BounceScore['confusion']): string[] {
  const given = [...new Set(Object.values(confusion).flatMap((row) => Object.keys(row)))].sort();
  const cell = (text: string | number): string => String(text).padStart(12);
  return [
    `${'expected \\ given'.padEnd(16)}${given.map(cell).join('')}`,
    ...Object.keys(confusion)
      .sort()
      .map((expected) => expected.padEnd(16) + given.map((got) => cell(confusion[expected]?.[got] ?? '.')).join('')),
  ];
}
