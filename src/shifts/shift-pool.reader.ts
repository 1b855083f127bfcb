import { Injectable } from '@nestjs/common';
import type { SelectionRule } from '#src/domain/digest/digest.schema.js';
import { selectRows, type Db } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';

const POOL = sqlFile(import.meta.dirname, 'sql/pool.sql');

/** What editors have confirmed and a rule may pick from. */
@Injectable()
export class ShiftPool {
  /** Ids, the weightiest first; `except`: those that the digest has told already. */
  async pick(db: Db, rule: SelectionRule, today: Date, except: readonly string[]): Promise<string[]> {
    const since = new Date(today.getTime() - rule.maxAgeDays * 86_400_000).toISOString().slice(0, 10);
    const values = [since, rule.kinds, rule.topics, rule.tiers, [...except], rule.maxItems];
    const rows = await selectRows<{ id: string }>(db, POOL, values);
    return rows.map(({ id }) => id);
  }
}
