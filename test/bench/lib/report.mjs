import { cpus, loadavg } from 'node:os';

/** Width on a screen: a Chinese character takes two columns. */
const pad = (text, width) => text.padEnd(width);

export function table(head, rows) {
  const lines = [head, ...rows].map((row) => row.map((value) => String(value)));
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const print = (line) =>
    line
      .map((value, column) => pad(value, widths[column]))
      .join('  ')
      .trimEnd();
  return [print(lines[0]), widths.map((width) => '-'.repeat(width)).join('  '), ...lines.slice(1).map(print)].join(
    '\n',
  );
}

export const count = (value) => Math.round(value).toLocaleString('en-US');
export const ratio = (value) => (Number.isFinite(value) ? value.toFixed(2) : '–');

/**
 * Collects figures and prints them: a table for people and one JSON line for machines. A bar that is missed is `SHORT` and no error; a wrong
 * count (a mail lost or doubled) is one.
 */
export class Report {
  rows = [];
  faults = [];

  constructor(bench) {
    this.bench = bench;
  }

  /** `bar` and `value` are compared; `isMet` decides when larger is not better. */
  figure({ figure, bar, value, isMet = (a, b) => a >= b, measured, baseline = '–', show = ratio, note = '' }) {
    const verdict = bar === undefined ? '' : Number.isFinite(value) && isMet(value, bar) ? 'ok' : 'SHORT';
    this.rows.push({ figure, bar, value, measured, baseline, show, verdict, note });
  }

  fault(text) {
    this.faults.push(text);
  }

  /** Prints everything; the exit code. */
  end(details = {}) {
    const cells = this.rows.map((row) => [
      row.figure,
      row.bar === undefined ? '–' : row.show(row.bar),
      row.measured,
      row.baseline,
      row.value === undefined ? '–' : row.show(row.value),
      row.verdict,
      row.note,
    ]);
    process.stdout.write(`\n${table(['figure', 'bar', 'measured', 'baseline', 'value', '', 'note'], cells)}\n\n`);
    for (const fault of this.faults) process.stdout.write(`WRONG: ${fault}\n`);
    const machine = { cpus: cpus().length, node: process.version, load: Number(loadavg()[0].toFixed(1)) };
    const figures = this.rows.map(({ show, ...row }) => row);
    process.stdout.write(
      `${JSON.stringify({ bench: this.bench, machine, figures, faults: this.faults, ...details })}\n`,
    );
    return this.faults.length === 0 ? 0 : 1;
  }
}

export function progress(text) {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);
}
