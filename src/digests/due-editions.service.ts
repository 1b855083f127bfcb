import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AppError } from '#src/foundation/http/app-error.js';
import { Log } from '#src/foundation/logging/logger.js';
import { EditionDesk } from './edition.desk.js';
import { EditionDispatch } from './edition-dispatch.service.js';
import { EditionRepository } from './edition.repository.js';

/** Starts what is due. Several schedulers may run it at once: the row lock lets one through, and the state tells the others. */
@Injectable()
export class DueEditions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly editions: EditionRepository,
    private readonly dispatch: EditionDispatch,
    private readonly desk: EditionDesk,
    private readonly log: Log,
  ) {}

  /** The ids of the editions that were started; the caller wakes the queue. */
  async start(): Promise<string[]> {
    const started: string[] = [];
    for (const id of await this.editions.due(this.dataSource)) {
      if (await this.startOne(id)) started.push(id);
    }
    return started;
  }

  private async startOne(id: string): Promise<boolean> {
    try {
      return await this.dataSource.transaction(async (manager) => {
        const edition = await this.editions.lock(manager, id);
        if (edition?.state !== 'scheduled') return false;
        await this.dispatch.start(manager, edition, 'scheduler');
        return true;
      });
    } catch (error) {
      if (!(error instanceof AppError)) {
        // The others must not wait for it; the next tick tries again.
        this.log.error('edition.start-failed', { editionId: id, error });
        return false;
      }
      this.log.warn('edition.held', { editionId: id, code: error.code });
      await this.desk.hold(id, error);
      return false;
    }
  }
}
