import type { DataSource } from 'typeorm';
import { BucketRepository } from '#src/delivery/lanes/bucket.repository.js';
import { LaneMemory } from '#src/delivery/lanes/lane-memory.js';
import { LanePlanner } from '#src/delivery/lanes/lane-planner.js';
import { LaneRepository } from '#src/delivery/lanes/lane.repository.js';
import { RelayState } from '#src/delivery/lanes/relay-state.js';
import type { SendPlan } from '#src/delivery/lanes/send-plan.js';
import { Transport } from '#src/delivery/transport.js';
import { relaySchema } from '#src/domain/delivery/relay.schema.js';
import type { Provider } from '#src/domain/delivery/provider.js';
import { Clock } from '#src/foundation/clock/clock.js';
import { silentLog } from '../../support/database.js';

class NoTransport extends Transport {
  override readonly relay = 'none';
  override open() {
    return Promise.resolve({ phase: 'connect' as const, code: null, reply: 'nobody opens lines here' });
  }
}

class FixedClock extends Clock {
  constructor(private readonly at: string) {
    super();
  }
  override now(): Date {
    return new Date(this.at);
  }
}

/** What one worker process knows of its lanes; a second one on the same database knows only what the tables say. */
export function aLaneProcess(dataSource: DataSource, today = '2026-11-26T12:00:00Z') {
  const memory = new LaneMemory(new LaneRepository(dataSource), silentLog);
  const planner = new LanePlanner(memory, new BucketRepository(dataSource), new FixedClock(today));
  return {
    memory,
    plan: (relays: RelayState[], total: number, providers: readonly Provider[] = ['other'], isUrgent = false) =>
      planner.plan(relays, total, providers, isUrgent),
  };
}

export function aRelayState(given: Record<string, unknown> = {}): RelayState {
  const relay = relaySchema.parse({ name: 'a', url: 'smtp://127.0.0.1:9', ...given });
  return new RelayState(relay, new NoTransport());
}

/** Takes all that a plan lets through for these providers, and ends it. */
export async function takeAll(plan: SendPlan, providers: readonly Provider[] = ['other']): Promise<string[]> {
  const taken: string[] = [];
  for (const provider of providers) {
    for (let left = plan.cap(provider); left > 0; left -= 1) {
      const relay = plan.take(provider);
      if (relay === undefined) break;
      taken.push(`${relay} ${provider}`);
    }
  }
  await plan.end();
  return taken;
}
