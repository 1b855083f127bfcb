import { Injectable } from '@nestjs/common';
import { PROVIDERS } from '#src/domain/delivery/provider.js';
import { Metrics } from '#src/foundation/metrics/metrics.js';
import { LaneMemory } from './lane-memory.js';
import type { RelayState } from './relay-state.js';

/** Relays and lanes as this process sees them; read when the metrics are asked for. */
@Injectable()
export class LaneMetrics {
  constructor(
    private readonly metrics: Metrics,
    private readonly memory: LaneMemory,
  ) {}

  watch(relays: readonly RelayState[]): void {
    this.metrics.gauge('tradewind_relay_open_connections', 'Connections to a relay that are open.', ['relay'], () =>
      relays.map((relay) => ({ labels: { relay: relay.name }, value: relay.openLines })),
    );
    this.metrics.gauge(
      'tradewind_relay_breaker_open',
      '1 while a relay is not asked, since it is down.',
      ['relay'],
      () => relays.map((relay) => ({ labels: { relay: relay.name }, value: relay.isOpen() ? 1 : 0 })),
    );
    this.metrics.gauge('tradewind_lane_held', '1 while a provider has blocked a relay.', ['relay', 'provider'], () =>
      this.lanes(relays, (relay, provider) => (this.memory.heldMs(relay, provider) > 0 ? 1 : null)),
    );
    this.metrics.gauge(
      'tradewind_lane_rate',
      'Messages per second that a lane has learnt.',
      ['relay', 'provider'],
      () => this.lanes(relays, (relay, provider) => this.memory.rateOf(relay, provider)),
    );
  }

  private lanes(
    relays: readonly RelayState[],
    valueOf: (relay: string, provider: (typeof PROVIDERS)[number]) => number | null,
  ) {
    return relays.flatMap(({ name }) =>
      PROVIDERS.flatMap((provider) => {
        const value = valueOf(name, provider);
        return value === null ? [] : [{ labels: { relay: name, provider }, value }];
      }),
    );
  }
}
