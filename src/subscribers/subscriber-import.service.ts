import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '#src/audit/index.js';
import { ADMIN_ACTOR } from '#src/auth/index.js';
import type { Locale } from '#src/domain/locale/locale.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { Log } from '#src/foundation/logging/logger.js';
import { AddressBook } from './address-book.js';
import { CsvStopped, readCsv, type CsvRow } from './csv-rows.js';
import { readHeader, readPerson, type ImportHeader } from './import-row.js';
import { ImportTally, type ImportReport } from './import-tally.js';
import { SubscriberRepository } from './subscriber.repository.js';

export type { ImportReport };

/** `locale` and `timeZone` fill empty cells and missing columns; a dry run judges every row and writes nothing. */
export type ImportDefaults = { locale: Locale; timeZone: string; dryRun?: boolean; actor?: string };

const BATCH_ROWS = 1_000;
const MAX_ROWS = 1_000_000;

/**
 * Imports people from CSV in batches, so that memory does not follow the size of the file (but for a few bytes per address, to tell repeats).
 * Every batch is a transaction of its own and leaves an audit event: a file that breaks off leaves whole batches and a trace of how far it
 * came, and may be imported again.
 */
@Injectable()
export class SubscriberImport {
  constructor(
    private readonly dataSource: DataSource,
    private readonly addresses: AddressBook,
    private readonly repository: SubscriberRepository,
    private readonly audit: AuditTrail,
    private readonly log: Log,
  ) {}

  /** Never throws for what is in the file: `stopped` says why and where reading ended early. Does not destroy `source`. */
  async run(source: Readable, defaults: ImportDefaults): Promise<ImportReport> {
    const [created] = await selectRows<{ id: string }>(this.dataSource, `SELECT uuid_v7() AS id`);
    const tally = new ImportTally(created?.id ?? '');
    try {
      await this.read(source, defaults, tally);
    } catch (error) {
      if (!(error instanceof CsvStopped)) {
        this.log.error('import.failed', { ...tally.report(), faults: undefined, error });
        throw error;
      }
      // What was read before the fault is good: nothing of it is lost, and the counts stay true.
      await this.merge(defaults, tally);
      tally.stop({ reason: error.reason, line: error.line, message: error.message });
    }
    const report = tally.report();
    this.log.info('import.finished', { ...report, faults: undefined, dryRun: defaults.dryRun === true });
    return report;
  }

  private async read(source: Readable, defaults: ImportDefaults, tally: ImportTally): Promise<void> {
    let header: ImportHeader | undefined;
    for await (const row of readCsv(source)) {
      if (header === undefined) {
        header = headerOrStop(row);
        continue;
      }
      if (tally.read === MAX_ROWS)
        throw new CsvStopped('too-large', row.line - 1, 'The file has more than 1,000,000 rows.');
      tally.take(row.line, readPerson(row, header, defaults, this.addresses));
      if (tally.batchSize === BATCH_ROWS) await this.merge(defaults, tally);
    }
    if (header === undefined) throw new CsvStopped('broken', 0, 'The file is empty.');
    await this.merge(defaults, tally);
  }

  private async merge({ dryRun, actor }: ImportDefaults, tally: ImportTally): Promise<void> {
    const batch = tally.nextBatch();
    if (batch.people.length === 0) return;
    if (dryRun === true) {
      tally.settle(batch, await this.repository.judge(this.dataSource, batch.people));
      return;
    }
    const { importId } = tally;
    await this.dataSource.transaction(async (manager) => {
      const outcomes = await this.repository.admit(manager, batch.people, { source: 'import', detail: { importId } });
      await this.audit.record(manager, {
        actor: actor ?? ADMIN_ACTOR,
        action: 'subscriber.imported',
        subjectKind: 'import',
        subjectId: importId,
        detail: { ...tally.settle(batch, outcomes), lastLine: batch.lastLine },
      });
    });
  }
}

function headerOrStop({ line, fields }: CsvRow): ImportHeader {
  const header = readHeader(fields);
  if ('fault' in header) throw new CsvStopped('broken', line, header.fault);
  return header;
}
