import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { factsOf, type Provider } from '#src/domain/delivery/provider.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { Log } from '#src/foundation/logging/logger.js';
import { OperatorAlert } from '../transactional/operator-alert.js';
import { HOLD_MINUTES } from './lane-memory.js';
import { LaneRepository } from './lane.repository.js';

export type Blocked = { editionId: string; provider: Provider; reason: string; deliveryIds: readonly string[] };

/** Lanes whose provider has blocked us afterwards, by bounces, rest like those it refuses at once. The operator is told once for each run and provider. */
@Injectable()
export class BlockedLanes {
  constructor(
    private readonly dataSource: DataSource,
    private readonly lanes: LaneRepository,
    private readonly alert: OperatorAlert,
    private readonly log: Log,
  ) {}

  /** Holds the lanes that these deliveries went by. */
  async hold({ editionId, provider, reason, deliveryIds }: Blocked): Promise<void> {
    const relays = await selectRows<{ relay: string }>(
      this.dataSource,
      `SELECT DISTINCT relay FROM delivery WHERE id = ANY ($1::uuid[]) AND relay IS NOT NULL`,
      [deliveryIds],
    );
    const minutes = factsOf(provider).holdMinutes ?? HOLD_MINUTES;
    for (const { relay } of relays) {
      const heldSeconds = await this.lanes.hold({ relay, provider }, reason, minutes);
      if (heldSeconds !== undefined) this.log.error('lane.held', { relay, provider, reason });
    }
    await this.tell(editionId, provider, reason);
  }

  /** An alert that cannot be written changes nothing of what it is about. */
  private async tell(editionId: string, provider: Provider, reason: string): Promise<void> {
    try {
      const mailId = await this.dataSource.transaction((manager) =>
        this.alert.write(manager, editionId, reason, { about: 'blocked', key: `blocked:${editionId}:${provider}` }),
      );
      if (mailId !== undefined) await this.alert.wake(mailId);
    } catch (error) {
      this.log.error('run.alert-not-written', { editionId, error });
    }
  }
}
