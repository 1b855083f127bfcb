import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditTrail } from '#src/audit/index.js';
import { AppError, NotFoundError } from '#src/foundation/http/app-error.js';
import { guessColumns, placeColumns } from './columns.js';
import { FileFault } from './file-fault.js';
import { NO_COUNTS, type ImportSettings } from './import-job.js';
import { ImportQueue } from './import-queue.js';
import { ImportReading } from './import-reading.js';
import { ImportRepository, type ImportRow } from './import.repository.js';
import type { ImportOut, ImportPreview, PreviewQuery, StartImport } from './import.dto.js';

/** Rows that are looked at to guess what the columns hold. */
const GUESSED_FROM = 5;
const MAX_SHOWN_CELL = 200;

/** The operators' side of imports: looking at a file, and the commands over its run. */
@Injectable()
export class ImportDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly imports: ImportRepository,
    private readonly reading: ImportReading,
    private readonly queue: ImportQueue,
    private readonly audit: AuditTrail,
  ) {}

  async find(id: string): Promise<ImportOut> {
    return toOut(await this.row(id));
  }

  /** After an upload. 409 `import.removed` for the repeat of one whose import is gone. */
  async uploaded(id: string): Promise<ImportOut> {
    const row = await this.imports.find(this.dataSource, id);
    if (row !== undefined) return toOut(row);
    throw new AppError(409, 'import.removed', 'The import of this Idempotency-Key was removed; upload under another.');
  }

  /** Newest first. */
  async list(query: { cursor?: string | undefined; limit: number }) {
    const rows = await this.imports.page(query.cursor, query.limit + 1);
    const items = rows.slice(0, query.limit).map(toOut);
    return { items, nextCursor: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
  }

  /** The first rows and what they look like. 422 `import.…` for a file that cannot be read so. */
  async preview(id: string, query: PreviewQuery): Promise<ImportPreview> {
    const row = await this.rowWithFile(id);
    return asProblem(async () => {
      const table = this.reading.table(row);
      const form = await table.form(query);
      const rows = await table.firstRows(form, Math.max(query.rows, GUESSED_FROM) + 1);
      const { hasHeader, columns } = guessColumns(rows.map(({ fields }) => fields));
      const short = (cells: string[]): string[] => cells.map((cell) => cell.slice(0, MAX_SHOWN_CELL));
      return {
        format: form.format,
        encoding: form.format === 'text' ? form.encoding : null,
        delimiter: form.format === 'text' ? form.delimiter : null,
        sheet: form.format === 'xlsx' ? (form.sheet ?? null) : null,
        sheets: await table.sheetNames(),
        hasHeader,
        columns,
        header: hasHeader ? short(rows[0]?.fields ?? []) : null,
        rows: rows
          .slice(hasHeader ? 1 : 0)
          .slice(0, query.rows)
          .map(({ line, fields }) => ({ line, cells: short(fields) })),
      };
    });
  }

  /** 409 `import.not-startable` while it runs or is stopped; 422 `import.…` when the file cannot be read so. */
  async start(id: string, wanted: StartImport, actor: string): Promise<ImportOut> {
    const row = await this.rowWithFile(id);
    const settings = await asProblem(() => this.settle(row, wanted));
    return this.command(id, actor, 'start', { dryRun: settings.dryRun, existing: settings.existing }, (manager) =>
      this.imports.start(manager, id, settings),
    );
  }

  /** At the end of the batch that is being written. 409 `import.not-stoppable` unless it runs. */
  stop(id: string, actor: string): Promise<ImportOut> {
    return this.command(id, actor, 'stop', {}, (manager) => this.imports.stop(manager, id));
  }

  /** Goes on after the last row that was written. 409 `import.not-resumable` unless it was stopped, or failed. */
  async resume(id: string, actor: string): Promise<ImportOut> {
    await this.rowWithFile(id);
    return this.command(id, actor, 'resume', {}, (manager) => this.imports.resume(manager, id));
  }

  /** File and report go, people stay. 409 `import.not-removable` while it runs. */
  async remove(id: string, actor: string): Promise<void> {
    await this.row(id);
    await this.dataSource.transaction(async (manager) => {
      if (!(await this.imports.remove(manager, id))) throw refusal('remove', 'running');
      await this.record(manager, actor, 'import.removed', id);
    });
  }

  private async command(
    id: string,
    actor: string,
    verb: 'start' | 'stop' | 'resume',
    detail: Record<string, unknown>,
    change: (manager: EntityManager) => Promise<boolean>,
  ): Promise<ImportOut> {
    const row = await this.dataSource.transaction(async (manager) => {
      const isChanged = await change(manager);
      const after = await this.imports.find(manager, id);
      if (after === undefined) throw new NotFoundError('import', id);
      if (!isChanged) throw refusal(verb, after.state);
      await this.record(manager, actor, PAST[verb], id, detail);
      return after;
    });
    if (verb !== 'stop') await this.queue.wake(id);
    return toOut(row);
  }

  private async settle(row: ImportRow, wanted: StartImport): Promise<ImportSettings> {
    const table = this.reading.table(row);
    const form = await table.form(wanted);
    const first = await table.firstRows(form, GUESSED_FROM);
    const { hasHeader, ...places } = placeColumns(
      first.map(({ fields }) => fields),
      wanted,
    );
    const { dryRun, locale, timeZone, existing, consent = null } = wanted;
    const exactForm = form.format === 'text' ? form : { format: form.format, sheet: form.sheet ?? '' };
    return { dryRun, form: exactForm, hasHeader, places, locale, timeZone, existing, consent };
  }

  private async row(id: string): Promise<ImportRow> {
    const row = await this.imports.find(this.dataSource, id);
    if (row === undefined || row.state === 'uploading') throw new NotFoundError('import', id);
    return row;
  }

  private async rowWithFile(id: string): Promise<ImportRow> {
    const row = await this.row(id);
    if (row.state === 'finished')
      throw new AppError(409, 'import.finished', 'This import is finished and its file is gone; upload it again.');
    return row;
  }

  private record(
    manager: EntityManager,
    actor: string,
    action: string,
    id: string,
    detail: Record<string, unknown> = {},
  ): Promise<void> {
    return this.audit.record(manager, { actor, action, subjectKind: 'import', subjectId: id, detail });
  }
}

const PAST = { start: 'import.started', stop: 'import.stopped', resume: 'import.resumed' } as const;
const ABLE = { start: 'startable', stop: 'stoppable', resume: 'resumable', remove: 'removable' } as const;

function refusal(verb: keyof typeof ABLE, state: string): AppError {
  return new AppError(409, `import.not-${ABLE[verb]}`, `This import is ${state}.`, { state });
}

/** What is wrong with the file, as an answer: 413 `import.too-large`, else 422 `import.<what>` with the line it happened after. */
export async function asProblem<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    const status = error.code === 'too-large' ? 413 : error.code === 'cut-off' ? 400 : 422;
    throw new AppError(status, `import.${error.code}`, error.message, { line: error.line }, { cause: error });
  }
}

export function toOut(row: ImportRow): ImportOut {
  const { part: _part, settings, counts, createdAt, startedAt, endedAt, ...rest } = row;
  return {
    ...rest,
    dryRun: settings?.dryRun ?? null,
    consent: settings?.consent ?? null,
    counts: { ...NO_COUNTS, ...counts },
    createdAt: createdAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
  };
}
