import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '#src/audit/index.js';
import { BatchWriter, type Progress, type RunIdentity } from './batch-writer.js';
import { FileFault } from './file-fault.js';
import type { ImportFailure } from './import-job.js';
import { ImportReading } from './import-reading.js';
import { ImportRepository, type ClaimedImport } from './import.repository.js';

export type RunEnd = 'finished' | 'failed' | 'given-up';

/** Carries a claimed import to its end, or until it is stopped, taken over, or `isClosing` says so. */
@Injectable()
export class ImportRunner {
  constructor(
    private readonly dataSource: DataSource,
    private readonly imports: ImportRepository,
    private readonly reading: ImportReading,
    private readonly writer: BatchWriter,
    private readonly audit: AuditTrail,
  ) {}

  /** `given-up`: it is not ours any more, or we are closing. What was read is written, all else is as if never read. */
  async run(claimed: ClaimedImport, token: string, isClosing: () => boolean): Promise<RunEnd> {
    const run = { id: claimed.id, token, settings: claimed.settings };
    let progress: Progress | undefined = { rowsRead: claimed.rowsRead, counts: claimed.counts };
    let writing: Promise<Progress | undefined> = Promise.resolve(progress);
    try {
      // While the database merges one batch, the next one is read.
      for await (const batch of this.reading.batches(claimed)) {
        progress = await writing;
        if (progress === undefined || isClosing()) return 'given-up';
        writing = this.writer.write(run, progress, batch);
        // It is looked at on the next round; until then it must not count as unhandled.
        writing.catch(() => undefined);
      }
      progress = await writing;
      if (progress === undefined) return 'given-up';
    } catch (error) {
      if (!(error instanceof FileFault)) {
        await writing.catch(() => undefined);
        throw error;
      }
      if ((await writing) === undefined) return 'given-up';
      const { code, line, message } = error;
      return this.end(run, { code: `import.${code}`, line, message });
    }
    return this.end(run);
  }

  /** Writes how it ended, with the bytes gone when nothing can need them any more. */
  async end(run: RunIdentity, failure?: ImportFailure): Promise<RunEnd> {
    const { id, token, settings } = run;
    const state = settings.dryRun ? 'checked' : 'finished';
    const isOurs = await this.dataSource.transaction(async (manager) => {
      const isEnded = await this.imports.end(
        manager,
        id,
        token,
        failure === undefined ? { state } : { state: 'failed', failure },
      );
      if (!isEnded) return false;
      if (failure === undefined && state === 'finished') await this.imports.removeBytes(manager, id);
      const row = await this.imports.find(manager, id);
      await this.audit.record(manager, {
        actor: row?.actor ?? '',
        action: failure === undefined ? `import.${state}` : 'import.failed',
        subjectKind: 'import',
        subjectId: id,
        detail: { rowsRead: row?.rowsRead, ...row?.counts, ...(failure && { code: failure.code, line: failure.line }) },
      });
      return true;
    });
    if (!isOurs) return 'given-up';
    return failure === undefined ? 'finished' : 'failed';
  }
}
