import { Injectable } from '@nestjs/common';
import type { Counter } from 'prom-client';
import type { DeliveryState } from '#src/domain/delivery/delivery-state.js';
import type { HandOffFailure } from '#src/domain/delivery/verdict.js';
import { Log } from '#src/foundation/logging/logger.js';
import { Metrics } from '#src/foundation/metrics/metrics.js';
import type { Settlement } from './ledger/ledger.repository.js';

/** What the sending side tells operators: counters by outcome, and log lines with ids. */
@Injectable()
export class DeliveryMetrics {
  private readonly outcomes: Counter;
  private readonly pauses: Counter;

  constructor(
    metrics: Metrics,
    private readonly log: Log,
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
    deliveryId: string,
    written: DeliveryState | undefined,
    { code, phase }: Pick<Settlement, 'code' | 'phase'>,
  ): void {
    if (written === undefined) {
      this.log.warn('delivery.claim-lost', { deliveryId, code, phase });
      return;
    }
    this.outcomes.inc({ state: written });
    if (written === 'accepted') this.log.debug('delivery.accepted', { deliveryId, code });
    else this.log.info(`delivery.${written}`, { deliveryId, code, phase });
  }

  failedToCompose(deliveryId: string, error: unknown): void {
    this.log.error('delivery.compose-failed', { deliveryId, error });
  }

  paused(editionId: string, reason: string): void {
    this.pauses.inc();
    this.log.error('run.paused', { editionId, reason });
  }

  relayDown({ phase, code, reply }: HandOffFailure): void {
    this.log.warn('relay.down', { phase, code, reply });
  }
}
