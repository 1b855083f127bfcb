import { Injectable } from '@nestjs/common';
import { csvLine } from '../export/csv-line.js';
import { describe } from './fault-words.js';
import { ImportRepository } from './import.repository.js';

const PAGE_ROWS = 5_000;
const COLUMNS = ['line', 'kind', 'code', 'field', 'reason', 'suggestion'];

/** What was not taken, or only with a warning, as CSV: which line, and why. */
@Injectable()
export class FaultReport {
  constructor(private readonly imports: ImportRepository) {}

  /** In the order of the file, in constant memory. */
  async *csv(id: string): AsyncGenerator<string> {
    yield `\ufeff${csvLine(COLUMNS)}`;
    let after = { line: -1, id: '0' };
    for (;;) {
      const faults = await this.imports.faults(id, after, PAGE_ROWS);
      const lines = faults.map(({ line, code, field, detail }) => {
        const { kind, reason } = describe(code);
        return csvLine([String(line), kind, code, field ?? '', reason, detail ?? '']);
      });
      if (lines.length > 0) yield lines.join('');
      const last = faults.at(-1);
      if (last === undefined || faults.length < PAGE_ROWS) return;
      after = last;
    }
  }
}
