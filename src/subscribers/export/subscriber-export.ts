import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '#src/audit/index.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';
import { EXPORT_FORMATS, type ExportedSubscriber } from './export-formats.js';
import type { ExportQuery } from './export.dto.js';

const PAGE = sqlFile(import.meta.dirname, 'sql/export-page.sql');
const PAGE_ROWS = 2_000;
/** How long a client may not read before its export is ended: the snapshot holds back the database's cleaning. */
const STALLED_CLIENT = '10min';

/** Writes everybody out, as they stood at one moment. */
@Injectable()
export class SubscriberExport {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditTrail,
  ) {}

  /** Page by page out of one snapshot, in constant memory; whoever stops reading ends it. It is in the audit trail before its first byte. */
  async *stream({ format, status, locale, bom }: ExportQuery, actor: string): AsyncGenerator<string> {
    const { begin, page, end } = EXPORT_FORMATS[format];
    await this.audit.record(this.dataSource, {
      actor,
      action: 'subscriber.exported',
      subjectKind: 'subscriber',
      subjectId: 'all',
      detail: { format, status: status ?? null, locale: locale ?? null },
    });
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.startTransaction('REPEATABLE READ');
      await runner.query(`SET TRANSACTION READ ONLY`);
      await runner.query(`SET LOCAL idle_in_transaction_session_timeout = '${STALLED_CLIENT}'`);
      yield bom && format === 'csv' ? `\ufeff${begin}` : begin;
      let after: string | null = null;
      for (;;) {
        const parameters = [after, status ?? null, locale ?? null, PAGE_ROWS];
        const people: ExportedSubscriber[] = await selectRows(runner.manager, PAGE, parameters);
        if (people.length > 0) yield page(people, after === null);
        after = people.at(-1)?.id ?? null;
        if (people.length < PAGE_ROWS) break;
      }
      yield end;
    } finally {
      await runner.rollbackTransaction().catch(() => undefined);
      await runner.release();
    }
  }
}
