import { randomUUID } from 'node:crypto';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { DeliveryMetrics } from './delivery-metrics.js';
import { DeliverySender } from './delivery-sender.js';
import type { Next } from './hand-off-settler.js';
import { LedgerRepository, type ClaimedDelivery } from './ledger/ledger.repository.js';

/** Why a lane stopped: nothing is due, its turn is over and other runs wait, the relay is down, the run was paused, or the process is ending. */
export type LaneEnd = 'empty' | 'turn-over' | 'closing' | Exclude<Next, 'go-on'>;

/** A relay that drops a line now and then is normal; one that drops so many in a row is down. */
const LINES_LOST_IN_A_ROW = 3;

/** Claims in one turn of a lane; after that another run may have the line. */
const CLAIMS_PER_TURN = 5;

/** Works on the deliveries of one run, claim by claim. Any number of lanes may work on a run. */
@Injectable()
export class DeliveryLane implements BeforeApplicationShutdown {
  private isClosing = false;

  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'DELIVERY_CLAIM_SIZE' | 'DELIVERY_LEASE_SECONDS'>,
    private readonly ledger: LedgerRepository,
    private readonly sender: DeliverySender,
    private readonly report: DeliveryMetrics,
  ) {}

  beforeApplicationShutdown(): void {
    this.isClosing = true;
  }

  async work(editionId: string): Promise<LaneEnd> {
    const token = randomUUID();
    let lost = 0;
    for (let claims = 0; claims < CLAIMS_PER_TURN; claims += 1) {
      if (this.isClosing) return 'closing';
      const { claimed, suppressed } = await this.claim(editionId, token);
      this.report.count('suppressed', suppressed);
      if (claimed.length === 0 && suppressed === 0) return 'empty';
      const end = await this.sendAll(editionId, claimed, token);
      lost = end === 'relay-down' ? lost + 1 : 0;
      if (end !== 'go-on' && !(end === 'relay-down' && lost < LINES_LOST_IN_A_ROW)) return end;
    }
    return 'turn-over';
  }

  private claim(editionId: string, token: string) {
    return this.ledger.claim(editionId, this.config.DELIVERY_CLAIM_SIZE, token, this.config.DELIVERY_LEASE_SECONDS);
  }

  /** Whatever happens, a claim that was not handed off is given back at once instead of waiting for its lease to end. */
  private async sendAll(editionId: string, claimed: ClaimedDelivery[], token: string): Promise<Next | 'closing'> {
    const left = [...claimed];
    try {
      for (let delivery = left[0]; delivery !== undefined; delivery = left[0]) {
        if (this.isClosing) return 'closing';
        const next = await this.sender.send({ editionId, token, delivery });
        if (next !== 'go-on') return next;
        left.shift();
      }
      return 'go-on';
    } finally {
      await this.ledger.release(
        left.map((delivery) => delivery.id),
        token,
      );
    }
  }
}
