import { Inject, Injectable } from '@nestjs/common';
import { reasonOf, type ReplyReason } from '#src/domain/delivery/reply-rules.js';
import { afterLoss, ladderStep, retryLadderSeconds, UNREACHED_SECONDS } from '#src/domain/delivery/retry-ladder.js';
import { enhancedCode, judge, type HandOffFailure } from '#src/domain/delivery/verdict.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { DeliveryMetrics } from '../delivery-metrics.js';
import { Lanes } from '../lanes/lanes.js';
import { HandOffBook } from '../ledger/hand-off-book.js';
import { GIVEN_BACK, type Settlement } from '../ledger/steps.js';
import { RunBrake } from '../runs/run-brake.js';
import { UNCARRIED, type HandOff } from '../transport.js';
import type { RoutedDelivery } from './claim-feed.js';
import type { Outstanding } from './outstanding.js';
import { RunHealth } from './run-health.js';

/** What the deliveries of one crew have in common. */
export type Job = {
  editionId: string;
  token: string;
  /** When the crew began, by performance.now(). */
  since: number;
  outstanding: Outstanding;
  /** Nobody is handed another delivery. */
  halt(): void;
};

/** A delivery under its claim, on its way through a relay. */
export type Task = RoutedDelivery & Job;

/** What to do after one delivery. */
export type Next = 'go-on' | 'paused' | 'relay-down';

/** Writes how hand-offs ended, and stops a run whose faults are not its readers'. Nobody waits for what is written. */
@Injectable()
export class HandOffSettler {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'DELIVERY_RETRY_SECONDS'>,
    private readonly book: HandOffBook,
    private readonly brake: RunBrake,
    private readonly lanes: Lanes,
    private readonly health: RunHealth,
    private readonly report: DeliveryMetrics,
  ) {}

  async settle(task: Task, handOff: HandOff): Promise<Next> {
    this.lanes.heard(task.relay, task.delivery.provider, handOff);
    switch (handOff.outcome) {
      case 'accepted':
        this.health.accepted(task.editionId);
        this.settleLater(task, accepted(task.relay, handOff));
        return 'go-on';
      case 'refused-by-fence':
        // The reader left, the run stopped, or the claim was lost: the next claim decides, and says which.
        this.giveBack(task, 0);
        return 'go-on';
      case 'fence-unanswered':
        // The fence may stand in the ledger, so this is not simply given back. Nobody else is tried: the crew ends.
        this.write(task, { state: 'pending', code: null, reply: null, phase: 'data', retrySeconds: UNREACHED_SECONDS });
        throw new Error(`the ledger did not answer the fence: ${handOff.reason}`);
      case 'failed':
        return this.afterFailure(task, handOff);
    }
  }

  /** A fault of this one letter; its render serves the other readers, unless it is so for many. */
  async failToCompose(task: Task, error: unknown): Promise<Next> {
    this.report.failedToCompose(task.delivery.id, error);
    this.write(task, { state: 'failed', code: null, reply: 'the message could not be composed', phase: 'compose' });
    return this.pauseIf(task, this.health.failedToCompose(task.editionId));
  }

  /** Without a code, so that it counts against neither the reader nor the run: no relay was asked. */
  failUncarried(task: Task): Next {
    this.write(task, { state: 'failed', code: null, reply: UNCARRIED, phase: 'rcpt' });
    return 'go-on';
  }

  /** As if this delivery had not been claimed, and nobody else is tried. */
  async stopRun(task: Task, reason: string): Promise<Next> {
    this.giveBack(task, 0);
    return this.pauseIf(task, reason);
  }

  giveBack(task: Task, seconds: number): void {
    this.settleLater(task, { ...GIVEN_BACK, retrySeconds: seconds });
  }

  private async afterFailure(task: Task, failure: HandOffFailure): Promise<Next> {
    const { code, reply, phase } = failure;
    const reason = reasonOf(task.delivery.provider, code, reply);
    const verdict = judge(failure, reason);
    switch (verdict) {
      case 'pause':
        // Refused with a word, so it was not taken, also where the body goes along with the question (HTTP).
        this.write(task, { state: 'pending', code, reply, phase, retrySeconds: 0 });
        return this.pauseIf(task, this.lanes.faultSince(task.since));
      case 'lost':
        this.report.relayDown(failure);
        this.write(task, {
          code,
          reply,
          phase,
          ...afterLoss(task.delivery.attempt, (step) => this.ladderSeconds(step)),
        });
        return this.afterTrouble();
      case 'release':
        if (failure.wasAsked !== false) this.report.relayDown(failure);
        this.giveBack(task, UNREACHED_SECONDS);
        return this.afterTrouble();
      case 'again':
        this.giveBack(task, 0);
        return 'go-on';
      case 'failed':
        this.write(task, { state: 'failed', code, reply, phase });
        return this.pauseIf(task, this.health.refused(task.editionId, reply));
      default:
        this.write(task, { state: verdict, code, reply, phase, retrySeconds: this.retrySeconds(task, reason) });
        return 'go-on';
    }
  }

  private afterTrouble(): Next {
    return this.lanes.width === 0 ? 'relay-down' : 'go-on';
  }

  /** Nobody else is tried while the pause is being written. */
  private async pauseIf(job: Job, reason: string | null): Promise<Next> {
    if (reason === null) return 'go-on';
    job.halt();
    await this.brake.pause(job.editionId, reason);
    return 'paused';
  }

  private write(task: Task, { state, code, reply, phase, retrySeconds }: Ending): void {
    this.settleLater(task, {
      state,
      code,
      reply,
      phase,
      enhancedCode: reply === null ? null : enhancedCode(reply),
      relay: task.relay,
      retrySeconds: retrySeconds ?? this.retrySeconds(task, 'other'),
    });
  }

  private settleLater(task: Task, settlement: Settlement): void {
    const { delivery, editionId, token, outstanding } = task;
    const written = this.book.settle(delivery.id, token, settlement);
    outstanding.add(
      written.then(
        (state) => {
          this.report.settled({ editionId, delivery }, state, settlement);
        },
        (error: unknown) => {
          this.report.notSettled(delivery.id, error);
        },
      ),
    );
  }

  private retrySeconds({ delivery }: Task, reason: ReplyReason): number {
    return this.ladderSeconds(ladderStep(reason, delivery.attempt));
  }

  private ladderSeconds(step: number): number {
    return retryLadderSeconds(step, this.config.DELIVERY_RETRY_SECONDS, Math.random());
  }
}

function accepted(relay: string, { code, reply }: { code: number; reply: string }): Settlement {
  return { state: 'accepted', code, reply, relay, phase: 'dot', enhancedCode: enhancedCode(reply), retrySeconds: 0 };
}

type Ending = Pick<Settlement, 'state' | 'code' | 'reply' | 'phase'> & { retrySeconds?: number };
