import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { DeliveryState } from '#src/domain/delivery/delivery-state.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';

export type DeliveryLine = {
  id: string;
  subscriberId: string;
  state: DeliveryState;
  provider: string;
  attempt: number;
  code: number | null;
  enhancedCode: string | null;
  reply: string | null;
  relay: string | null;
  phase: string | null;
  resolution: string | null;
  handedAt: string | null;
  nextAttemptAt: string | null;
};

const PAGE = sqlFile(import.meta.dirname, 'sql/page-deliveries.sql');

/** Single deliveries in the order of their ids, without addresses. */
@Injectable()
export class DeliveryLineReader {
  constructor(private readonly dataSource: DataSource) {}

  page(
    editionId: string,
    filter: { state?: DeliveryState | undefined; after?: string | undefined; limit: number },
  ): Promise<DeliveryLine[]> {
    const { state, after, limit } = filter;
    return selectRows<DeliveryLine>(this.dataSource, PAGE, [editionId, state ?? null, after ?? null, limit]);
  }
}
