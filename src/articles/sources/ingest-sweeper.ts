import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';

const FORGET = sqlFile(import.meta.dirname, 'sql/forget-fetches.sql');

/** Forgets old records of visits, a bounded number at a time. */
@Injectable()
export class IngestSweeper {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'INGEST_KEEP_DAYS'>,
    private readonly dataSource: DataSource,
  ) {}

  async run(): Promise<void> {
    await this.dataSource.query(FORGET, [this.config.INGEST_KEEP_DAYS]);
  }
}
