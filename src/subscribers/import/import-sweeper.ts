import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { ImportClaims } from './import-claims.js';
import { ImportQueue } from './import-queue.js';
import { ImportRepository } from './import.repository.js';

/** Keeps imports moving without the queue, and forgets those whose time is over. Safe to run anywhere, any number of times. */
@Injectable()
export class ImportSweeper {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'IMPORT_KEEP_DAYS'>,
    private readonly dataSource: DataSource,
    private readonly imports: ImportRepository,
    private readonly claims: ImportClaims,
    private readonly queue: ImportQueue,
  ) {}

  async run(): Promise<void> {
    for (const id of await this.imports.overdue(this.config.IMPORT_KEEP_DAYS))
      await this.imports.remove(this.dataSource, id);
    const due = await this.claims.due();
    if (due !== undefined) await this.queue.wake(due);
  }
}
