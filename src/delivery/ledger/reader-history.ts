import { Injectable } from '@nestjs/common';
import type { DeliveryState } from '#src/domain/delivery/delivery-state.js';
import { selectRows, type Db } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';

export type HistoryLine = { editionId: string; state: DeliveryState; handedAt: Date | null; acceptedAt: Date | null };

const HISTORY = sqlFile(import.meta.dirname, 'sql/history-of.sql');

/** What one reader was sent. */
@Injectable()
export class ReaderHistory {
  of(db: Db, subscriberId: string): Promise<HistoryLine[]> {
    return selectRows<HistoryLine>(db, HISTORY, [subscriberId]);
  }
}
