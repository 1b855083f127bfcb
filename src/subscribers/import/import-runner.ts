import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '#src/audit/index.js';
import { ImportClaims, type ClaimedImport, type ImportEnd } from './import-claims.js';
import { BatchWriter, type Progress, type RunIdentity } from './batch-writer.js';
import { FileFault } from './file-fault.js';
import type { ImportFailure } from './import-job.js';
import { ImportReading } from './import-reading.js';

export type RunEnd = 'finished' | 'failed' | 'given-up';

/** Carries a claimed import to its end, or until it is stopped, taken over, or `isClosing` says so. */
@Injectable()
export class ImportRunner {
  constructor(
    private readonly dataSource: DataSource,
    private readonly claims: ImportClaims,
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

  /** Writes how it ended. */
  async end({ id, token, settings }: RunIdentity, failure?: ImportFailure): Promise<RunEnd> {
    const whole = settings.dryRun ? 'checked' : 'finished';
    const end: ImportEnd = failure === undefined ? { state: whole } : { state: 'failed', failure };
    return this.dataSource.transaction(async (manager) => {
      const ended = await this.claims.end(manager, id, token, end);
      if (ended === undefined) return 'given-up';
      const { actor, rowsRead, counts } = ended;
      await this.audit.record(manager, {
        actor,
        action: `import.${end.state}`,
        subjectKind: 'import',
        subjectId: id,
        detail: { rowsRead, ...counts, ...(failure && { code: failure.code, line: failure.line }) },
      });
      return failure === undefined ? 'finished' : 'failed';
    });
  }
}
