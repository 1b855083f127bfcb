import type { Admission } from '#src/domain/consent/standing.js';
import type { CsvStopReason } from './csv-rows.js';
import type { RowFault } from './import-row.js';
import { SeenHashes } from './seen-hashes.js';
import type { Newcomer } from './subscriber.repository.js';

/** Faults that the answer lists; the rest is only counted. */
const LISTED_FAULTS = 100;

/**
 * `read` = `created` + `alreadyThere` + `left` + `suppressed` + `faulty` + `repeated`, the header not counted. `repeated` rows name an address
 * that an earlier row of the file named. `stopped` is null when the file was read to its end; else everything up to `line` is in the counts
 * and, unless it was a dry run, in the database.
 */
export type ImportReport = {
  importId: string;
  read: number;
  created: number;
  alreadyThere: number;
  left: number;
  suppressed: number;
  repeated: number;
  faulty: number;
  faults: RowFault[];
  stopped: { reason: CsvStopReason; line: number; message: string } | null;
};

type Batch = { people: Newcomer[]; lastLine: number; repeats: Set<string> };

/** Collects the rows of one import into batches without repeats and counts what comes of them. */
export class ImportTally {
  private readonly counts = { created: 0, alreadyThere: 0, left: 0, suppressed: 0, repeated: 0, faulty: 0 };
  private readonly faults: RowFault[] = [];
  private readonly seen = new SeenHashes();
  private readonly inBatch = new Set<string>();
  private batch: Batch = emptyBatch();
  private stopped: ImportReport['stopped'] = null;
  read = 0;

  constructor(readonly importId: string) {}

  get batchSize(): number {
    return this.batch.people.length;
  }

  take(line: number, row: Newcomer | RowFault): void {
    this.read += 1;
    this.batch.lastLine = line;
    if ('field' in row) {
      this.counts.faulty += 1;
      if (this.faults.length < LISTED_FAULTS) this.faults.push(row);
      return;
    }
    const key = row.hash.toString('hex');
    if (this.inBatch.has(key)) {
      this.counts.repeated += 1;
      return;
    }
    this.inBatch.add(key);
    this.batch.people.push(row);
    // Merged all the same: `seen` may err, and must never cost a person.
    if (!this.seen.add(row.hash)) this.batch.repeats.add(key);
  }

  /** The rows taken since the last call. */
  nextBatch(): Batch {
    const batch = this.batch;
    this.batch = emptyBatch();
    this.inBatch.clear();
    return batch;
  }

  /** Counts of this batch alone, for its audit event. */
  settle(
    batch: Batch,
    outcomes: Map<string, Admission>,
  ): Record<'created' | 'alreadyThere' | 'left' | 'suppressed', number> {
    const settled = { created: 0, alreadyThere: 0, left: 0, suppressed: 0 };
    for (const { hash } of batch.people) {
      const key = hash.toString('hex');
      if (batch.repeats.has(key)) this.counts.repeated += 1;
      else settled[COUNTED_AS[outcomes.get(key) ?? 'already-there']] += 1;
    }
    this.counts.created += settled.created;
    this.counts.alreadyThere += settled.alreadyThere;
    this.counts.left += settled.left;
    this.counts.suppressed += settled.suppressed;
    return settled;
  }

  stop(at: { reason: CsvStopReason; line: number; message: string }): void {
    this.stopped = at;
  }

  report(): ImportReport {
    return { importId: this.importId, read: this.read, ...this.counts, faults: this.faults, stopped: this.stopped };
  }
}

const COUNTED_AS = {
  create: 'created',
  'already-there': 'alreadyThere',
  left: 'left',
  suppressed: 'suppressed',
} as const satisfies Record<Admission, string>;

function emptyBatch(): Batch {
  return { people: [], lastLine: 0, repeats: new Set() };
}
