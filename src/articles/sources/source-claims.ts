import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';
import type { ClaimedItem, ClaimedSource } from './source-rows.js';

const CLAIM_SOURCE = sqlFile(import.meta.dirname, 'sql/claim-source.sql');
const CLAIM_ITEM = sqlFile(import.meta.dirname, 'sql/claim-item.sql');
/** Longer than the longest visit: fetch, parse and write. What a killed worker was at is taken up again after it. */
const LEASE_SECONDS = 120;

/** Who is at which source or item: one worker, by a lease that ends with it. */
@Injectable()
export class SourceClaims {
  constructor(private readonly dataSource: DataSource) {}

  async claimSource(): Promise<{ source: ClaimedSource; token: string } | undefined> {
    const token = randomUUID();
    const [source] = await selectRows<ClaimedSource>(this.dataSource, CLAIM_SOURCE, [token, LEASE_SECONDS]);
    return source === undefined ? undefined : { source, token };
  }

  async claimItem(): Promise<{ item: ClaimedItem; token: string } | undefined> {
    const token = randomUUID();
    const [item] = await selectRows<ClaimedItem>(this.dataSource, CLAIM_ITEM, [token, LEASE_SECONDS]);
    return item === undefined ? undefined : { item, token };
  }

  /** Gives a source back as it was, since its host is busy. */
  async releaseSource(id: string, token: string): Promise<void> {
    await this.dataSource.query(
      `UPDATE source SET lease_token = NULL, lease_until = NULL WHERE id = $1 AND lease_token = $2`,
      [id, token],
    );
  }

  /** Gives an item back for later. `isTry`: counts towards giving it up. */
  async deferItem(id: string, token: string, seconds: number, code: string | null, isTry: boolean): Promise<void> {
    await this.dataSource.query(
      `UPDATE source_item SET lease_token = NULL, lease_until = NULL, next_at = now() + make_interval(secs => $3), code = $4,
         tries = tries + $5::int
       WHERE id = $1 AND lease_token = $2`,
      [id, token, seconds, code, isTry ? 1 : 0],
    );
  }

  /** Gives a source another look later, after a fault of ours. */
  async deferSource(id: string, token: string, seconds: number): Promise<void> {
    await this.dataSource.query(
      `UPDATE source SET lease_token = NULL, lease_until = NULL, next_due_at = now() + make_interval(secs => $3)
       WHERE id = $1 AND lease_token = $2`,
      [id, token, seconds],
    );
  }
}
