import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ExtractionQueue } from '#src/articles/index.js';
import { AuditTrail } from '#src/audit/index.js';
import { AppError, NotFoundError } from '#src/foundation/http/app-error.js';
import { ActorRepository } from './actor.repository.js';

/** Articles that one statement goes through, and statements in one tick: a large archive takes several ticks. */
const BATCH = 200;
const BATCHES = 50;

/** Has the articles extracted anew that say a name whose meaning changed. Resumes where it was, whoever does it. */
@Injectable()
export class LexiconRerun {
  constructor(
    private readonly dataSource: DataSource,
    private readonly actors: ActorRepository,
    private readonly queue: ExtractionQueue,
    private readonly audit: AuditTrail,
  ) {}

  /** Goes on with what is open. */
  async tick(batch = BATCH, batches = BATCHES): Promise<void> {
    let left = batches;
    for (const version of await this.actors.running(this.dataSource)) {
      while (left > 0) {
        left -= 1;
        const step = await this.actors.step(this.dataSource, version, batch);
        if (step === undefined) break;
        await this.wake(step.revisionIds);
        if (step.state !== 'running') break;
      }
    }
  }

  /** 409 when it does not run. */
  async stop(version: number, actor: string): Promise<void> {
    await this.turn(version, 'running', 'stopped', actor);
  }

  /** 409 when it is not stopped. */
  async resume(version: number, actor: string): Promise<void> {
    await this.turn(version, 'stopped', 'running', actor);
  }

  private async turn(
    version: number,
    from: 'running' | 'stopped',
    to: 'running' | 'stopped',
    actor: string,
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const row = await this.actors.findRerun(manager, version);
      if (row === undefined) throw new NotFoundError('actor-rerun', String(version));
      if (!(await this.actors.turnRerun(manager, version, from, to)))
        throw new AppError(409, `actor-rerun.not-${from}`, `This rerun is ${row.state}.`, { state: row.state });
      const action = to === 'stopped' ? 'actor-rerun.stop' : 'actor-rerun.resume';
      await this.audit.record(manager, {
        actor,
        action,
        subjectKind: 'actor',
        subjectId: row.slug,
        detail: { version },
      });
    });
  }

  /** Hints: what the queue does not take is found by the reconciler. */
  private async wake(revisionIds: readonly string[]): Promise<void> {
    for (const id of revisionIds) if (!(await this.queue.wake(id))) return;
  }
}
