import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';

/** The relay's last word about a delivery that failed: 5xx, or the 4xx it stayed at until the run's time was over. */
export type Refusal = {
  id: string;
  provider: string;
  code: number;
  enhancedCode: string | null;
  reply: string;
  at: Date;
};

const TAKE = sqlFile(import.meta.dirname, 'sql/take-refusals.sql');

/** Deliveries that were refused, each told once: what takes them commits what it makes of them in the same transaction. */
@Injectable()
export class Refusals {
  take(manager: EntityManager, most: number): Promise<Refusal[]> {
    return selectRows<Refusal>(manager, TAKE, [most]);
  }
}
