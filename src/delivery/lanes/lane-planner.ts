import { Injectable } from '@nestjs/common';
import type { Provider } from '#src/domain/delivery/provider.js';
import { bucketsOf, learntBucket, type Bucket } from '#src/domain/delivery/token-bucket.js';
import { warmUpLimit } from '#src/domain/delivery/warm-up.js';
import { Clock } from '#src/foundation/clock/clock.js';
import { BucketRepository, type BucketsAsked, type Granted } from './bucket.repository.js';
import { LaneMemory } from './lane-memory.js';
import type { RelayState } from './relay-state.js';
import { SendPlan, type Allowance } from './send-plan.js';

/** The relay as a whole. */
const ALL = '';

/** Works out what may go now, by the limits of relays and lanes, their learnt pace and their holds. Asks the database only about limits. */
@Injectable()
export class LanePlanner {
  constructor(
    private readonly memory: LaneMemory,
    private readonly buckets: BucketRepository,
    private readonly clock: Clock,
  ) {}

  /** `relays`: those that may be asked. */
  async plan(
    relays: readonly RelayState[],
    total: number,
    providers: readonly Provider[],
    isUrgent: boolean,
  ): Promise<SendPlan> {
    await this.memory.refresh();
    const asked = relays.flatMap((relay) => this.limitsOf(relay, total, providers));
    const granted = asked.length === 0 ? [] : await this.buckets.reserve(asked, isUrgent);
    const allowances = relays.map((relay) => this.allowance(relay, total, providers, granted));
    const plan = new SendPlan(total, allowances, this.waitMs(relays, providers, granted), (left) =>
      this.giveBack(granted, left),
    );
    return plan;
  }

  private limitsOf(relay: RelayState, want: number, providers: readonly Provider[]): BucketsAsked[] {
    const ofLanes = providers.map((provider) => ({ provider, buckets: this.laneBuckets(relay, provider) }));
    return [{ provider: ALL, buckets: this.relayBuckets(relay) }, ...ofLanes]
      .filter(({ buckets }) => buckets.length > 0)
      .map(({ provider, buckets }) => ({ relay: relay.name, provider, buckets, want }));
  }

  private relayBuckets({ relay: { limits, warmUp } }: RelayState): Bucket[] {
    const warm = warmUp === undefined ? undefined : warmUpLimit(warmUp, this.clock.now());
    const perDay = Math.min(limits.perDay ?? Number.POSITIVE_INFINITY, warm ?? Number.POSITIVE_INFINITY);
    return bucketsOf(Number.isFinite(perDay) ? { ...limits, perDay } : limits);
  }

  private laneBuckets({ name, relay }: RelayState, provider: Provider): Bucket[] {
    if (this.memory.heldMs(name, provider) > 0) return [];
    const rate = this.memory.rateOf(name, provider);
    return [...bucketsOf(relay.providers[provider]?.limits ?? {}), ...(rate === null ? [] : [learntBucket(rate)])];
  }

  private allowance(
    relay: RelayState,
    total: number,
    providers: readonly Provider[],
    granted: readonly Granted[],
  ): Allowance {
    const grantOf = (provider: string): number | undefined =>
      granted.find((one) => one.relay === relay.name && one.provider === provider)?.many;
    const ofProvider = new Map<Provider, number>();
    for (const provider of providers) {
      const many = this.memory.heldMs(relay.name, provider) > 0 ? 0 : grantOf(provider);
      if (many !== undefined) ofProvider.set(provider, many);
    }
    const whole = grantOf(ALL) ?? total;
    return { relay, total: relay.isOnTrial() ? Math.min(1, whole) : whole, ofProvider };
  }

  private waitMs(relays: readonly RelayState[], providers: readonly Provider[], granted: readonly Granted[]): number {
    const waits = [
      ...granted.map(({ waitSeconds }) => waitSeconds * 1_000),
      ...relays.flatMap(({ name }) => providers.map((provider) => this.memory.heldMs(name, provider))),
    ].filter((wait) => wait > 0);
    return waits.length === 0 ? 0 : Math.min(...waits);
  }

  /** What was granted and not taken: by the relay in all, and by each lane that had a grant. */
  private async giveBack(granted: readonly Granted[], left: readonly Allowance[]): Promise<void> {
    const unused = granted.flatMap(({ relay, provider, many }) => {
      const allowance = left.find((one) => one.relay.name === relay);
      if (allowance === undefined || many === 0) return [];
      const rest = provider === ALL ? allowance.total : (allowance.ofProvider.get(provider as Provider) ?? 0);
      return [{ relay, provider, many: Math.min(many, rest) }];
    });
    await this.buckets.giveBack(unused);
  }
}
