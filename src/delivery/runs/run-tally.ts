import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { DeliveryState } from '#src/domain/delivery/delivery-state.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';

export type StateTally = { provider: string; state: DeliveryState; count: number };

const BY_PROVIDER = sqlFile(import.meta.dirname, 'sql/tally-by-provider.sql');

/** A run counted in the ledger, which takes about a second for a million readers. */
@Injectable()
export class RunTally {
  constructor(private readonly dataSource: DataSource) {}

  byProvider(editionId: string): Promise<StateTally[]> {
    return selectRows<StateTally>(this.dataSource, BY_PROVIDER, [editionId]);
  }

  async exists(editionId: string): Promise<boolean> {
    const found = await selectRows(this.dataSource, `SELECT 1 FROM delivery_run WHERE edition_id = $1`, [editionId]);
    return found.length === 1;
  }
}
