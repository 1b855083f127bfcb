import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Arrivals } from '#src/delivery/index.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';

const DOUBTS = sqlFile(import.meta.dirname, 'sql/doubts-with-feedback.sql');
const BATCH = 500;

/** Settles doubts whose evidence was there first: a provider may tell of a mail before the sweep has called it uncertain. */
@Injectable()
export class DoubtSettler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly arrivals: Arrivals,
  ) {}

  async run(): Promise<number> {
    const doubts = await selectRows<{ id: string }>(this.dataSource, DOUBTS, [BATCH]);
    for (const { id } of doubts) {
      await this.dataSource.transaction((manager) => this.arrivals.prove(manager, id, 'feedback'));
    }
    return doubts.length;
  }
}
