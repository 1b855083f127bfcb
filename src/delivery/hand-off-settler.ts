import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { enhancedCode, judge, retryDelaySeconds, type HandOffFailure } from '#src/domain/delivery/verdict.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { DeliveryMetrics } from './delivery-metrics.js';
import { LedgerRepository, type ClaimedDelivery, type Settlement } from './ledger/ledger.repository.js';
import { RunRepository } from './runs/run.repository.js';
import { Transport, type HandOff } from './transport.js';

/** A delivery under its claim. */
export type Task = { editionId: string; token: string; delivery: ClaimedDelivery };

/** What to do after one delivery. */
export type Next = 'go-on' | 'paused' | 'relay-down';

type Ending = Pick<Settlement, 'state' | 'code' | 'reply' | 'phase'>;

/** So many readers refused one after the other, and none accepted, is a fault of ours (relaying denied, a blocked sender), not of theirs. */
const REFUSALS_IN_A_ROW = 25;

/** Writes how hand-offs ended, and stops a run whose faults are not its readers'. */
@Injectable()
export class HandOffSettler {
  /** Refusals since the last accepted mail, by run. */
  private readonly refusals = new Map<string, number>();

  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'DELIVERY_RETRY_SECONDS'>,
    private readonly ledger: LedgerRepository,
    private readonly runs: RunRepository,
    private readonly transport: Transport,
    private readonly report: DeliveryMetrics,
  ) {}

  async settle(task: Task, handOff: HandOff): Promise<Next> {
    switch (handOff.outcome) {
      case 'accepted':
        this.refusals.delete(task.editionId);
        await this.write(task, { state: 'accepted', code: handOff.code, reply: handOff.reply, phase: 'dot' });
        return 'go-on';
      case 'refused-by-fence':
        // The reader left, the run stopped, or the claim was lost: the next claim decides, and says which.
        await this.ledger.release([task.delivery.id], task.token);
        return 'go-on';
      case 'failed':
        return this.afterFailure(task, handOff);
    }
  }

  /** A fault of this one letter; its render serves the other readers. */
  async failToCompose(task: Task, error: unknown): Promise<Next> {
    this.report.failedToCompose(task.delivery.id, error);
    const reply = 'the message could not be composed';
    await this.write(task, { state: 'failed', code: null, reply, phase: 'compose' });
    return 'go-on';
  }

  async pause(editionId: string, reason: string): Promise<Next> {
    if (await this.runs.pause(editionId, reason)) this.report.paused(editionId, reason);
    return 'paused';
  }

  private async afterFailure(task: Task, failure: HandOffFailure): Promise<Next> {
    const { code, reply, phase } = failure;
    const verdict = judge(failure);
    switch (verdict) {
      case 'pause':
        return this.pause(task.editionId, `${phase}: ${reply}`);
      case 'lost':
        // This reader goes behind the others, since the next line may be lost at him too.
        await this.ledger.returnLost(task.delivery.id, task.token, {
          phase,
          reply,
          retrySeconds: this.retrySeconds(task),
        });
        this.report.relayDown(failure);
        return 'relay-down';
      case 'release':
        this.report.relayDown(failure);
        return 'relay-down';
      default:
        await this.write(task, { state: verdict, code, reply, phase });
        return verdict === 'failed' ? this.afterRefusal(task.editionId, reply) : 'go-on';
    }
  }

  private async afterRefusal(editionId: string, reply: string): Promise<Next> {
    const inARow = (this.refusals.get(editionId) ?? 0) + 1;
    this.refusals.set(editionId, inARow);
    if (inARow < REFUSALS_IN_A_ROW) return 'go-on';
    this.refusals.delete(editionId);
    return this.pause(editionId, `the last ${REFUSALS_IN_A_ROW} readers were refused: ${reply}`);
  }

  private async write(task: Task, ending: Ending): Promise<void> {
    const settlement: Settlement = {
      ...ending,
      enhancedCode: ending.reply === null ? null : enhancedCode(ending.reply),
      relay: this.transport.relay,
      retrySeconds: this.retrySeconds(task),
    };
    const written = await patiently(() => this.ledger.settle(task.delivery.id, task.token, settlement));
    this.report.settled(task.delivery.id, written, ending);
  }

  private retrySeconds({ delivery }: Task): number {
    return retryDelaySeconds(delivery.attempt + 1, this.config.DELIVERY_RETRY_SECONDS, Math.random());
  }
}

/** A reply that is known must not be lost to a database that is away for a moment; settling twice changes nothing. */
async function patiently<T>(write: () => Promise<T>): Promise<T> {
  for (const wait of [500, 1_000, 2_000, 4_000]) {
    try {
      return await write();
    } catch {
      await sleep(wait);
    }
  }
  return write();
}
