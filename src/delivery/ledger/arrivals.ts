import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';

/** `feedback`: something came back about it that only a mail which a relay took can draw: a bounce, a report. */
export type ArrivalProof = 'one-click' | 'complaint' | 'look-up' | 'feedback';
export type ArrivedDelivery = { id: string; editionId: string; subscriberId: string; isProved: boolean };
export type KnownDelivery = {
  id: string;
  editionId: string;
  subscriberId: string;
  provider: string;
  isUncertain: boolean;
  /** It went to an address that its reader has left since. */
  isToFormerAddress: boolean;
};

const PROVE = sqlFile(import.meta.dirname, 'sql/prove-accepted.sql');
const FIND = sqlFile(import.meta.dirname, 'sql/find-deliveries.sql');
const OF_READER = sqlFile(import.meta.dirname, 'sql/arrivals-of.sql');

/** Settles doubt by evidence: whoever answers a mail has got it. */
@Injectable()
export class Arrivals {
  /** Undefined when there is no such delivery. `isProved`: it was uncertain until now. */
  async prove(manager: EntityManager, deliveryId: string, by: ArrivalProof): Promise<ArrivedDelivery | undefined> {
    const [delivery] = await selectRows<ArrivedDelivery>(manager, PROVE, [deliveryId, by]);
    return delivery;
  }

  find(manager: EntityManager, deliveryIds: readonly string[]): Promise<KnownDelivery[]> {
    return selectRows<KnownDelivery>(manager, FIND, [deliveryIds]);
  }

  /** What relays have accepted for a reader since then. */
  acceptedFor(manager: EntityManager, subscriberId: string, since: Date): Promise<{ id: string; at: Date }[]> {
    return selectRows<{ id: string; at: Date }>(manager, OF_READER, [subscriberId, since]);
  }
}
