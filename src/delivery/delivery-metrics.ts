import { Injectable } from '@nestjs/common';
import type { Counter } from 'prom-client';
import type { DeliveryState } from '#src/domain/delivery/delivery-state.js';
import type { HandOffFailure } from '#src/domain/delivery/verdict.js';
import { Log } from '#src/foundation/logging/logger.js';
import { Metrics } from '#src/foundation/metrics/metrics.js';
import type { Settlement } from './ledger/steps.js';
import { RunProgress } from './runs/run-progress.js';

/** What the sending side tells operators: counters by outcome, and log lines with ids. */
@Injectable()
export class DeliveryMetrics {
  private readonly outcomes: Counter;
  private readonly pauses: Counter;

  constructor(
    metrics: Metrics,
    private readonly log: Log,
    private readonly progress: RunProgress,
  ) {
    this.outcomes = metrics.counter('tradewind_deliveries_total', 'Deliveries by the state they were settled in.', [
      'state',
    ]);
    this.pauses = metrics.counter('tradewind_delivery_pauses_total', 'Runs that paused themselves.');
  }

  count(state: DeliveryState, by: number): void {
    if (by > 0) this.outcomes.inc({ state }, by);
  }

  settled(
    { editionId, delivery }: { editionId: string; delivery: { id: string; provider: string } },
    written: DeliveryState | undefined,
    { code, phase }: Pick<Settlement, 'code' | 'phase'>,
  ): void {
    if (written === undefined) {
      this.log.warn('delivery.claim-lost', { deliveryId: delivery.id, code, phase });
      return;
    }
    this.count(written, 1);
    this.progress.count(editionId, delivery.provider, written, 1);
    if (written === 'accepted' || written === 'pending')
      this.log.debug(`delivery.${written}`, { deliveryId: delivery.id, code });
    else this.log.info(`delivery.${written}`, { deliveryId: delivery.id, code, phase });
  }

  /** The database was away for too long; the sweep will call the delivery what it then is. */
  notSettled(deliveryId: string, error: unknown): void {
    this.log.error('delivery.not-settled', { deliveryId, error });
  }

  failedToCompose(deliveryId: string, error: unknown): void {
    this.log.error('delivery.compose-failed', { deliveryId, error });
  }

  paused(editionId: string, reason: string): void {
    this.pauses.inc();
    this.log.error('run.paused', { editionId, reason });
  }

  alertNotWritten(editionId: string, error: unknown): void {
    this.log.error('run.alert-not-written', { editionId, error });
  }

  relayDown({ phase, code, reply }: HandOffFailure): void {
    this.log.warn('relay.down', { phase, code, reply });
  }
}
