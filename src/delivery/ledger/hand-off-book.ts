import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { DeliveryState } from '#src/domain/delivery/delivery-state.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { LedgerRepository } from './ledger.repository.js';
import type { FenceAsked, Settlement, SettlementAsked } from './steps.js';

type Waiting<Asked, Answer> = Asked & { answer: (answer: Answer) => void; fail: (error: unknown) => void };
type WaitingFence = Waiting<FenceAsked, boolean>;
type WaitingSettlement = Waiting<SettlementAsked, DeliveryState | undefined> & { tries: number };

/** Most steps in one statement. */
const BATCH = 500;

/** A reply that is known must not be lost to a database that is away for a moment; settling twice changes nothing. */
const PATIENCE_MS = [250, 500, 1_000, 2_000, 4_000, 8_000];

/**
 * Writes the steps of all hand-offs of this process, one statement at a time: what gathers while one runs goes into the next. A line asks
 * its next fence after it has settled its last mail, so both ride in one statement, and a crash leaves at most one delivery per line in
 * doubt.
 */
@Injectable()
export class HandOffBook {
  private fences: WaitingFence[] = [];
  private settlements: WaitingSettlement[] = [];
  private isWriting = false;

  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'DELIVERY_LEASE_SECONDS'>,
    private readonly ledger: LedgerRepository,
  ) {}

  /** The fence; `false`, or an error, means that not one byte may be sent. */
  handOff(fence: FenceAsked): Promise<boolean> {
    return new Promise((answer, fail) => {
      this.fences.push({ ...fence, answer, fail });
      this.write();
    });
  }

  /** The state that was written; undefined when the claim was no longer ours. Waits for a database that is away. */
  settle(id: string, token: string, settlement: Settlement): Promise<DeliveryState | undefined> {
    return new Promise((answer, fail) => {
      this.settlements.push({ id, token, ...settlement, answer, fail, tries: 0 });
      this.write();
    });
  }

  private write(): void {
    if (this.isWriting) return;
    this.isWriting = true;
    // After what is ready in this turn of the event loop has been asked too.
    setImmediate(() => {
      void this.writeAll();
    });
  }

  private async writeAll(): Promise<void> {
    while (this.fences.length + this.settlements.length > 0) await this.writeBatch();
    this.isWriting = false;
  }

  private async writeBatch(): Promise<void> {
    const fences = this.fences.splice(0, BATCH);
    const settlements = this.settlements.splice(0, BATCH);
    try {
      const written = await this.ledger.advance(fences, settlements, this.config.DELIVERY_LEASE_SECONDS);
      for (const fence of fences) fence.answer(written.isOpen(fence.id));
      for (const settlement of settlements) settlement.answer(written.stateOf(settlement));
    } catch (error) {
      for (const fence of fences) fence.fail(error);
      for (const settlement of settlements) void this.writeLater(settlement, error);
    }
  }

  private async writeLater(settlement: WaitingSettlement, error: unknown): Promise<void> {
    const wait = PATIENCE_MS[settlement.tries];
    if (wait === undefined) {
      settlement.fail(error);
      return;
    }
    await sleep(wait);
    this.settlements.push({ ...settlement, tries: settlement.tries + 1 });
    this.write();
  }
}
