import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { AppError } from '#src/foundation/http/app-error.js';
import { DeliveryQueue } from '../delivery-queue.js';
import { LedgerRepository } from '../ledger/ledger.repository.js';
import { RunCommands } from './run-commands.js';
import { RunRepository } from './run.repository.js';

/** Deliveries that may have arrived: sent once more, or settled by a person's word. Never by themselves. */
@Injectable()
export class UncertainDesk {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'UNCERTAIN_HOLD_MINUTES' | 'DELIVERY_EXPIRY_HOURS'>,
    private readonly commands: RunCommands,
    private readonly runs: RunRepository,
    private readonly ledger: LedgerRepository,
    private readonly queue: DeliveryQueue,
  ) {}

  /**
   * Sends these once more under the same Message-ID. Left out are those that were resent before, are no longer uncertain, or were handed off
   * less than UNCERTAIN_HOLD_MINUTES ago. The ids that will be sent.
   */
  async resend(editionId: string, asked: string[], actor: string): Promise<string[]> {
    const { ids } = await this.commands.run(editionId, 'resend', actor, async (manager, state) => {
      if (state === 'cancelled') throw new AppError(409, 'run.cancelled', 'A cancelled run sends nothing any more.');
      const by = { actor, holdMinutes: this.config.UNCERTAIN_HOLD_MINUTES };
      const resent = await this.ledger.resend(manager, editionId, asked, by);
      if (resent.length > 0) await this.runs.reopen(manager, editionId, this.config.DELIVERY_EXPIRY_HOURS);
      return { ids: resent };
    });
    if (ids.length > 0) await this.queue.wake(editionId);
    return ids;
  }

  async mark(editionId: string, asked: string[], state: 'accepted' | 'failed', actor: string): Promise<string[]> {
    const { ids } = await this.commands.run(editionId, 'mark', actor, async (manager) => ({
      ids: await this.ledger.mark(manager, editionId, asked, state, actor),
      state,
    }));
    return ids;
  }
}
