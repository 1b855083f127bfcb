import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { isInternational } from '#src/domain/address/parse-address.js';
import { nextClaimSize } from '#src/domain/delivery/claim-size.js';
import { PROVIDERS } from '#src/domain/delivery/provider.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { Lanes } from '../lanes/lanes.js';
import type { SendPlan } from '../lanes/send-plan.js';
import { LedgerRepository, type ClaimedDelivery } from '../ledger/ledger.repository.js';
import { RunProgress } from '../runs/run-progress.js';
import type { RoutedDelivery } from './claim-feed.js';

/** A lane that was full a moment ago is asked again after this. */
const FULL_LANE_SECONDS = 1;

/** The claims do not look at who needs SMTPUTF8, so those come back later when its relay is full or down, and do not fill every claim. */
const UTF8_LANE_SECONDS = 10;

/** A lane that has room again so soon is waited for; each time it should be worth a claim. */
const SOON_MS = 1_000;
const WORTH_MS = 50;

type Settings = Pick<Config, 'DELIVERY_CLAIM_SIZE' | 'DELIVERY_CLAIM_SECONDS' | 'DELIVERY_LEASE_SECONDS'>;

/** Claims what may go now: as many as the lanes let through, each with the relay that it goes by. */
@Injectable()
export class Claimer {
  constructor(
    @Inject(CONFIG) private readonly config: Settings,
    private readonly ledger: LedgerRepository,
    private readonly lanes: Lanes,
    private readonly progress: RunProgress,
  ) {}

  /** The claims of one crew on one run, all under one token. */
  claimsOn(editionId: string): Claims {
    return new Claims(editionId, this.config, this.ledger, this.lanes, this.progress);
  }
}

export class Claims {
  readonly token = randomUUID();
  /** Why nothing was claimed: milliseconds until a lane is free again; null when nothing was due. */
  waitMs: number | null = null;
  /** Whether anything was claimed, suppressed or set aside so far. */
  hasFound = false;
  private size: number;
  private claimedAt: number | undefined;

  constructor(
    private readonly editionId: string,
    private readonly config: Settings,
    private readonly ledger: LedgerRepository,
    private readonly lanes: Lanes,
    private readonly progress: RunProgress,
  ) {
    this.size = Math.min(2 * lanes.width, config.DELIVERY_CLAIM_SIZE);
  }

  /** Undefined when nothing can be claimed now. */
  async more(): Promise<RoutedDelivery[] | undefined> {
    this.adaptSize();
    const first = await this.planAndClaim();
    if (first.rows !== undefined || first.waitMs === 0 || first.waitMs > SOON_MS) return first.rows;
    await sleep(Math.max(first.waitMs, WORTH_MS));
    return (await this.planAndClaim()).rows;
  }

  /** All that was claimed is settled or given back. What this does not end, the sweep does. */
  async end(): Promise<void> {
    if (this.hasFound) await this.ledger.endClaims(this.token);
  }

  private async planAndClaim(): Promise<{ rows: RoutedDelivery[] | undefined; waitMs: number }> {
    this.waitMs = null;
    const plan = await this.lanes.plan(this.size, PROVIDERS);
    try {
      return { rows: await this.claim(plan), waitMs: plan.waitMs ?? 0 };
    } finally {
      await plan.end();
    }
  }

  private async claim(plan: SendPlan): Promise<RoutedDelivery[] | undefined> {
    const caps = new Map(
      PROVIDERS.map((provider) => [provider, plan.cap(provider)] as const).filter(([, cap]) => cap > 0),
    );
    if (plan.total === 0 || caps.size === 0) {
      this.waitMs = plan.waitMs;
      return undefined;
    }
    const { claimed, suppressed, isEmpty } = await this.ledger.claim(this.editionId, {
      token: this.token,
      leaseSeconds: this.config.DELIVERY_CLAIM_SECONDS,
      lookSeconds: Math.min(this.config.DELIVERY_CLAIM_SECONDS, this.config.DELIVERY_LEASE_SECONDS),
      size: plan.total,
      caps,
    });
    for (const [provider, count] of suppressed) this.progress.count(this.editionId, provider, 'suppressed', count);
    if (isEmpty) return undefined;
    this.hasFound = true;
    return this.route(claimed, plan);
  }

  private async route(claimed: ClaimedDelivery[], plan: SendPlan): Promise<RoutedDelivery[]> {
    const routed: RoutedDelivery[] = [];
    const late: string[] = [];
    const lateUtf8: string[] = [];
    for (const delivery of claimed) {
      // Where no relay ever carries it, any one will do: it is refused before it gets there.
      const needsUtf8 = isInternational(delivery.email) && this.lanes.carriesUtf8;
      const relay = plan.take(delivery.provider, needsUtf8);
      if (relay !== undefined) routed.push({ delivery, relay });
      else if (needsUtf8) lateUtf8.push(delivery.id);
      else late.push(delivery.id);
    }
    await this.ledger.release(late, this.token, FULL_LANE_SECONDS);
    await this.ledger.release(lateUtf8, this.token, UTF8_LANE_SECONDS);
    // Last, so that no promise is left of a claim that failed.
    for (const { relay, delivery } of routed) this.lanes.promise(relay, delivery.provider, 1);
    return routed;
  }

  private adaptSize(): void {
    const now = performance.now();
    if (this.claimedAt !== undefined) {
      this.size = nextClaimSize(this.size, (now - this.claimedAt) / 1_000, this.config.DELIVERY_CLAIM_SIZE);
    }
    this.claimedAt = now;
  }
}
