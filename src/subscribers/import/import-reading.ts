import { Inject, Injectable } from '@nestjs/common';
import { suggestDomain } from '#src/domain/address/suggest-address.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { Clock } from '#src/foundation/clock/clock.js';
import { AddressBook } from '../address-book.js';
import { isDisposable } from '../disposable.js';
import { Recollection } from '../recollection.js';
import { FileFault } from './file-fault.js';
import { ImportFileStore } from './import-file.store.js';
import type { ClaimedImport } from './import-claims.js';
import type { FileRow } from './import.repository.js';
import { RowIds } from './row-ids.js';
import { RowReader, type RowWarningNote } from './row-reader.js';
import { SeenHashes } from './seen-hashes.js';
import { StagedBatch } from './staged-batch.js';
import { TableFile } from './table-file.js';

export const BATCH_ROWS = 5_000;
export const MAX_ROWS = 1_000_000;
/** A workbook is XML, packed; this is how much of it may be unpacked for each byte that a file may have. */
const UNPACKED_PER_BYTE = 20;

/** Reads uploaded files. */
@Injectable()
export class ImportReading {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'IMPORT_MAX_MB'>,
    private readonly files: ImportFileStore,
    private readonly addresses: AddressBook,
    private readonly clock: Clock,
  ) {}

  get maxBytes(): number {
    return this.config.IMPORT_MAX_MB * 1024 * 1024;
  }

  get maxUnpackedBytes(): number {
    return this.maxBytes * UNPACKED_PER_BYTE;
  }

  table({ id, format, encoding, part, bytes }: FileRow): TableFile {
    const file = this.files.open(id, part, bytes);
    return new TableFile({ format: format ?? 'text', encoding, file }, this.maxUnpackedBytes);
  }

  /**
   * The rows behind those that were written already. These are read once more too, to know their addresses. A batch is good until the next but
   * one is asked for.
   */
  async *batches(claimed: ClaimedImport): AsyncGenerator<StagedBatch> {
    const { settings } = claimed;
    const table = this.table(claimed);
    const rows = new RowReader(settings.places, this.addresses);
    const seen = new SeenHashes();
    const care = domainCare();
    let share = 0;
    let isHeader = settings.hasHeader;
    let read = 0;
    const ids = new RowIds(this.clock);
    let [batch, other] = [new StagedBatch(ids), new StagedBatch(ids)];
    const onShare = (now: number): void => {
      share = now;
    };
    const full = (): StagedBatch => {
      const done = batch;
      done.share = share;
      [batch, other] = [other, batch];
      return done;
    };
    try {
      for await (const part of table.rows(settings.form, onShare)) {
        for (const row of part) {
          if (isHeader) {
            isHeader = false;
            continue;
          }
          if (read === MAX_ROWS)
            throw new FileFault('too-large', `The file has more than ${MAX_ROWS} rows.`, row.line - 1);
          read += 1;
          const staged = rows.read(row);
          if (!('fault' in staged)) {
            staged.isRepeat = !seen.add(staged.hash);
            staged.warning = care(staged.domain);
          }
          if (read <= claimed.rowsRead) continue;
          batch.add(staged);
          if (batch.rows < BATCH_ROWS) continue;
          yield full();
          batch.clear();
        }
      }
    } catch (error) {
      // What was read before the fault is good, and nothing of it is lost.
      if (error instanceof FileFault && batch.rows > 0) yield full();
      throw error;
    }
    if (batch.rows > 0) yield full();
  }
}

/** What to say about a domain; files repeat few of them, so each is judged once. */
function domainCare(): (domain: string) => RowWarningNote | null {
  const known = new Recollection<RowWarningNote | null>(20_000);
  return (domain) => known.of(domain, careOf);
}

function careOf(domain: string): RowWarningNote | null {
  const suggestion = suggestDomain(domain);
  if (suggestion !== undefined) return { word: 'likely-typo', detail: suggestion };
  return isDisposable(domain) ? { word: 'disposable', detail: null } : null;
}
