import { Injectable } from '@nestjs/common';
import { recoveredRate, SETTLE_SECONDS, slowedRate, type LearntRate } from '#src/domain/delivery/aimd.js';
import { factsOf, type Provider } from '#src/domain/delivery/provider.js';
import { Log } from '#src/foundation/logging/logger.js';
import { LaneRepository } from './lane.repository.js';

const REFRESH_MS = 1_000;

/** What was learnt here is in the table after this at the latest. */
const TELLING_MS = 2_000;

const NOTHING_LEARNT = { ratePerSecond: null, slowedSecondsAgo: null, heldSeconds: null, heldReason: null };

/** Minutes that a lane rests after a provider has blocked us, unless the provider is known to want others. */
export const HOLD_MINUTES = [5, 30, 120] as const;

/** The pace of a lane in this process's time. */
type Memory = {
  rateWhenSlowed: number | null;
  slowedAt: number;
  heldUntil: number;
  heldReason: string | null;
  /** When this process last changed it; the table may not know yet. */
  changedAt: number;
  accepted: number;
  countedSince: number;
  acceptedPerSecond: number;
};

/**
 * What is known of the pace of each lane: learnt here at once, told to the other workers in the background, and read back each second.
 */
@Injectable()
export class LaneMemory {
  private readonly lanes = new Map<string, Memory>();
  private refreshedAt = Number.NEGATIVE_INFINITY;
  private refreshing: Promise<void> | undefined;

  constructor(
    private readonly table: LaneRepository,
    private readonly log: Log,
  ) {}

  /** Learns what other workers have learnt, at most once a second. */
  async refresh(): Promise<void> {
    if (performance.now() - this.refreshedAt < REFRESH_MS) return;
    this.refreshing ??= this.read().finally(() => (this.refreshing = undefined));
    await this.refreshing;
  }

  /** Per second; null without a limit. */
  rateOf(relay: string, provider: Provider): LearntRate {
    const memory = this.lanes.get(keyOf(relay, provider));
    if (memory?.rateWhenSlowed == null) return null;
    return recoveredRate(memory.rateWhenSlowed, (performance.now() - memory.slowedAt) / 1_000);
  }

  /** Milliseconds that nothing may go; 0 when it may. */
  heldMs(relay: string, provider: Provider): number {
    const memory = this.lanes.get(keyOf(relay, provider));
    return memory === undefined ? 0 : Math.max(0, memory.heldUntil - performance.now());
  }

  accepted(relay: string, provider: Provider): void {
    const memory = this.of(relay, provider);
    const now = performance.now();
    const seconds = (now - memory.countedSince) / 1_000;
    if (seconds >= 1) {
      memory.acceptedPerSecond = memory.accepted / seconds;
      memory.accepted = 0;
      memory.countedSince = now;
    }
    memory.accepted += 1;
  }

  throttled(relay: string, provider: Provider): void {
    const memory = this.of(relay, provider);
    const now = performance.now();
    if (now - memory.slowedAt < SETTLE_SECONDS * 1_000) return;
    const rate = slowedRate(this.rateOf(relay, provider), speedOf(memory, now));
    memory.rateWhenSlowed = rate;
    memory.slowedAt = now;
    memory.changedAt = now;
    this.log.warn('lane.slowed', { relay, provider, perSecond: Number(rate.toFixed(1)) });
    this.tell(() => this.table.slow({ relay, provider }, rate));
  }

  blocked(relay: string, provider: Provider, reason: string): void {
    const memory = this.of(relay, provider);
    if (memory.heldUntil > performance.now()) return;
    const minutes = factsOf(provider).holdMinutes ?? HOLD_MINUTES;
    memory.heldUntil = performance.now() + (minutes[0] ?? 5) * 60_000;
    memory.heldReason = reason;
    memory.changedAt = performance.now();
    this.log.error('lane.held', { relay, provider, reason });
    this.tell(async () => {
      const seconds = await this.table.hold({ relay, provider }, reason, minutes);
      if (seconds !== undefined) memory.heldUntil = performance.now() + seconds * 1_000;
    });
  }

  forget(): void {
    this.lanes.clear();
    this.refreshedAt = Number.NEGATIVE_INFINITY;
  }

  private async read(): Promise<void> {
    const learnt = await this.table.learnt();
    const now = performance.now();
    this.refreshedAt = now;
    const known = new Map(learnt.map((lane) => [`${lane.relay} ${lane.provider}`, lane]));
    for (const key of new Set([...known.keys(), ...this.lanes.keys()])) {
      const memory = this.at(key);
      if (now - memory.changedAt < TELLING_MS) continue;
      const { ratePerSecond, slowedSecondsAgo, heldSeconds, heldReason } = known.get(key) ?? NOTHING_LEARNT;
      memory.heldUntil = now + (heldSeconds ?? 0) * 1_000;
      memory.heldReason = heldReason;
      memory.rateWhenSlowed = ratePerSecond;
      memory.slowedAt = slowedSecondsAgo === null ? Number.NEGATIVE_INFINITY : now - slowedSecondsAgo * 1_000;
    }
  }

  private of(relay: string, provider: Provider): Memory {
    return this.at(keyOf(relay, provider));
  }

  private at(key: string): Memory {
    let memory = this.lanes.get(key);
    if (memory === undefined) {
      const nothing = {
        rateWhenSlowed: null,
        slowedAt: Number.NEGATIVE_INFINITY,
        heldUntil: 0,
        heldReason: null,
        changedAt: Number.NEGATIVE_INFINITY,
      };
      memory = { ...nothing, accepted: 0, countedSince: performance.now(), acceptedPerSecond: 0 };
      this.lanes.set(key, memory);
    }
    return memory;
  }

  /** A database that is away hears of it later, or from somebody else. */
  private tell(write: () => Promise<unknown>): void {
    write().catch((error: unknown) => {
      this.log.warn('lane.not-told', { error });
    });
  }
}

/** Over a second at least: what got through in a first moment is a burst that the provider lets pass, or too little to judge by. */
function speedOf({ accepted, countedSince, acceptedPerSecond }: Memory, now: number): number {
  const seconds = (now - countedSince) / 1_000;
  return seconds < 1 ? Math.max(accepted, acceptedPerSecond) : accepted / seconds;
}

function keyOf(relay: string, provider: Provider): string {
  return `${relay} ${provider}`;
}
