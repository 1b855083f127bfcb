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

/** A relay whose warm-up has not begun is looked at again after this. */
const NOT_BEGUN_MS = 60_000;

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
    const begun = relays.filter((relay) => this.warmUpOf(relay) !== 0);
    if (begun.length === 0) return SendPlan.nothing(NOT_BEGUN_MS);
    const asked = begun.flatMap((relay) => this.limitsOf(relay, wantOf(relay, total), providers));
    const granted = asked.length === 0 ? [] : await this.buckets.reserve(asked, isUrgent);
    const allowances = begun.map((relay) => this.allowance(relay, wantOf(relay, total), providers, granted));
    return new SendPlan(total, allowances, this.waitMs(begun, providers, granted), (left) =>
      this.giveBack(granted, left),
    );
  }

  private limitsOf(relay: RelayState, want: number, providers: readonly Provider[]): BucketsAsked[] {
    const ofLanes = providers.map((provider) => ({
      relay: relay.name,
      provider,
      buckets: this.laneBuckets(relay, provider),
      want: Math.min(want, relay.roomFor(provider) ?? want),
    }));
    return [{ relay: relay.name, provider: ALL, buckets: this.relayBuckets(relay), want }, ...ofLanes].filter(
      ({ buckets }) => buckets.length > 0,
    );
  }

  /** Messages that it may send today; undefined when it is warm. */
  private warmUpOf({ relay: { warmUp } }: RelayState): number | undefined {
    return warmUp === undefined ? undefined : warmUpLimit(warmUp, this.clock.now());
  }

  private relayBuckets(relay: RelayState): Bucket[] {
    const { limits } = relay.relay;
    const warm = this.warmUpOf(relay) ?? Number.POSITIVE_INFINITY;
    const perDay = Math.min(limits.perDay ?? Number.POSITIVE_INFINITY, warm);
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
      const isHeld = this.memory.heldMs(relay.name, provider) > 0;
      // What was granted was asked for with the room in mind.
      const many = isHeld ? 0 : (grantOf(provider) ?? relay.roomFor(provider));
      if (many !== undefined) ofProvider.set(provider, many);
    }
    return { relay, total: grantOf(ALL) ?? total, ofProvider };
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

/** A relay on trial gets one message, which finds out whether it is well again. */
function wantOf(relay: RelayState, total: number): number {
  return relay.isOnTrial() ? Math.min(1, total) : total;
}
