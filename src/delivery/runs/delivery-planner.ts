import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Locale } from '#src/domain/locale/locale.js';
import type { SegmentFilter } from '#src/domain/segment/segment.schema.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import type { ReadersOf } from '../ledger/readers-of.js';
import { LedgerRepository } from '../ledger/ledger.repository.js';
import { LinkBook } from '../message/link-book.js';
import { domainOf } from '../message/sender.js';
import { RunRepository } from './run.repository.js';
import { VariantRepository, type NewVariant } from '../message/variant.repository.js';

export type RunPlan = {
  editionId: string;
  /** One per locale; `selectionHash` names the chosen blocks. */
  variants: NewVariant[];
  /** The variant for readers whose own locale is not among them. */
  fallbackLocale: Locale;
  /** Who of the subscribers; without it all of them. */
  segment?: SegmentFilter | undefined;
  /** Only readers of other editions; without it whoever is subscribed. */
  readersOf?: ReadersOf | undefined;
};

/** Opens the run of an edition: its renders, its frozen audience, its count; all of it in the caller's transaction, or nothing. */
@Injectable()
export class DeliveryPlanner {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'MAIL_FROM' | 'DELIVERY_EXPIRY_HOURS'>,
    private readonly runs: RunRepository,
    private readonly variants: VariantRepository,
    private readonly links: LinkBook,
    private readonly ledger: LedgerRepository,
  ) {}

  /** A second start of the same edition fails on the primary key of the run. */
  async start(manager: EntityManager, plan: RunPlan): Promise<{ frozenCount: number }> {
    if (!plan.variants.some((variant) => variant.locale === plan.fallbackLocale)) {
      throw new Error(`the plan of edition ${plan.editionId} has no variant in its fallback locale`);
    }
    const { editionId, fallbackLocale, segment, readersOf } = plan;
    const idPrefix = await this.runs.insert(manager, {
      editionId,
      messageDomain: domainOf(this.config.MAIL_FROM),
      expiryHours: this.config.DELIVERY_EXPIRY_HOURS,
      segment,
      readersOf,
    });
    const forms = plan.variants.map(({ tracked }) => tracked);
    const stored = await this.links.write(manager, editionId, forms);
    for (const [index, variant] of plan.variants.entries())
      await this.variants.insert(manager, editionId, variant, stored[index]);
    const frozenCount = await this.ledger.freeze(manager, editionId, { fallbackLocale, idPrefix, segment, readersOf });
    await this.runs.setFrozenCount(manager, editionId, frozenCount);
    return { frozenCount };
  }
}
