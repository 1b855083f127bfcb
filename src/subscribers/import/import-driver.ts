import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Log } from '#src/foundation/logging/logger.js';
import { WorkLoop } from '#src/foundation/schedule/work-loop.js';
import { ImportClaims, type ClaimedImport } from './import-claims.js';
import { ImportRunner } from './import-runner.js';

const LOOK_SECONDS = 2;
/** What a killed worker was at is taken up by another one after so long. */
const LEASE_SECONDS = 30;
const RENEW_SECONDS = 8;
/** Claims in a row without a single batch written: the file kills whoever reads it, or the database refuses it. */
const MOST_ATTEMPTS = 5;
const RETRY_SECONDS = 5;

/** Runs the imports that are due, one at a time in each process. At a shutdown the batch that is being written is finished. */
@Injectable()
export class ImportDriver extends WorkLoop {
  constructor(
    private readonly claims: ImportClaims,
    private readonly runner: ImportRunner,
    private readonly log: Log,
  ) {
    super(LOOK_SECONDS);
  }

  protected override failed(error: unknown): void {
    this.log.warn('import.look-failed', { error });
  }

  protected override async untilIdle(): Promise<void> {
    while (!this.isClosing) {
      const token = randomUUID();
      const claimed = await this.claims.claim(token, LEASE_SECONDS);
      if (claimed === undefined) return;
      await this.runOne(claimed, token);
    }
  }

  private async runOne(claimed: ClaimedImport, token: string): Promise<void> {
    const { id, settings, attempts } = claimed;
    let isLost = false;
    const renewal = setInterval(() => {
      this.claims.renew(id, token, LEASE_SECONDS).then(
        (isOurs) => (isLost ||= !isOurs),
        // The next one may come through; if none does, the lease ends and every batch asks for it.
        () => undefined,
      );
    }, RENEW_SECONDS * 1_000);
    try {
      if (attempts > MOST_ATTEMPTS) {
        const message = `Given up after ${MOST_ATTEMPTS} tries without a step forward; the log says more.`;
        await this.runner.end({ id, token, settings }, { code: 'import.internal', line: 0, message });
        return;
      }
      const end = await this.runner.run(claimed, token, () => isLost || this.isClosing);
      this.log.info('import.run-ended', { importId: id, end });
      if (end === 'given-up') await this.claims.release(id, token, 0);
    } catch (error) {
      this.log.error('import.run-failed', { importId: id, attempts, error });
      await this.claims.release(id, token, RETRY_SECONDS * attempts);
    } finally {
      clearInterval(renewal);
    }
  }
}
