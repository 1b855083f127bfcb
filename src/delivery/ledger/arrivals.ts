import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';

export type ArrivalProof = 'one-click' | 'complaint' | 'look-up';
export type ArrivedDelivery = { id: string; editionId: string; subscriberId: string; isProved: boolean };

const PROVE = sqlFile(import.meta.dirname, 'sql/prove-accepted.sql');

/** Settles doubt by evidence: whoever answers a mail has got it. */
@Injectable()
export class Arrivals {
  /** Undefined when there is no such delivery. `isProved`: it was uncertain until now. */
  async prove(manager: EntityManager, deliveryId: string, by: ArrivalProof): Promise<ArrivedDelivery | undefined> {
    const [delivery] = await selectRows<ArrivedDelivery>(manager, PROVE, [deliveryId, by]);
    return delivery;
  }
}
