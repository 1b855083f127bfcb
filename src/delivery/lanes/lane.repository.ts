import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SETTLE_SECONDS } from '#src/domain/delivery/aimd.js';
import { countAffected, selectRows, type Db } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';
import type { LaneKey } from './bucket.repository.js';

export type LearntLane = LaneKey & {
  /** As it was set at the last slow-down. */
  ratePerSecond: number | null;
  slowedSecondsAgo: number | null;
  /** 0 or null: not held. */
  heldSeconds: number | null;
  heldReason: string | null;
};

const sql = (name: string): string => sqlFile(import.meta.dirname, `sql/${name}.sql`);
const READ = sql('read-lanes');
const SLOW = sql('slow-lane');
const HOLD = sql('hold-lane');

/** What is known of lanes by all workers together, on the database's clock. */
@Injectable()
export class LaneRepository {
  constructor(private readonly dataSource: DataSource) {}

  learnt(): Promise<LearntLane[]> {
    return selectRows<LearntLane>(this.dataSource, READ);
  }

  /** False when it was slowed a moment ago. */
  async slow({ relay, provider }: LaneKey, ratePerSecond: number): Promise<boolean> {
    return (await selectRows(this.dataSource, SLOW, [relay, provider, ratePerSecond, SETTLE_SECONDS])).length === 1;
  }

  /** The seconds it is held for; undefined when it was held already. */
  async hold({ relay, provider }: LaneKey, reason: string, minutes: readonly number[]): Promise<number | undefined> {
    const [row] = await selectRows<{ heldSeconds: number }>(this.dataSource, HOLD, [relay, provider, reason, minutes]);
    return row?.heldSeconds;
  }

  /** An operator knows better. False when nothing was known of it. */
  async release(db: Db, { relay, provider }: LaneKey): Promise<boolean> {
    const forgotten = await countAffected(db, `DELETE FROM lane WHERE relay = $1 AND provider = $2`, [relay, provider]);
    return forgotten > 0;
  }
}
