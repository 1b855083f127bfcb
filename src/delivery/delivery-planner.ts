import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Locale } from '#src/domain/locale/locale.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';
import type { CompiledDigest } from '#src/rendering/index.js';
import { domainOf } from './mail-message.js';

export type RunPlan = {
  editionId: string;
  /** One per locale; `selectionHash` names the chosen blocks. */
  variants: { locale: Locale; selectionHash: string; content: CompiledDigest }[];
  /** The variant for readers whose own locale is not among them. */
  fallbackLocale: Locale;
};

const FREEZE = sqlFile(import.meta.dirname, 'sql/freeze-audience.sql');

/** Opens the run of an edition: its renders, its frozen audience, its count; all of it in the caller's transaction, or nothing. */
@Injectable()
export class DeliveryPlanner {
  constructor(@Inject(CONFIG) private readonly config: Pick<Config, 'MAIL_FROM' | 'DELIVERY_EXPIRY_HOURS'>) {}

  /** A second start of the same edition fails on the primary key of the run. */
  async start(manager: EntityManager, plan: RunPlan): Promise<{ frozenCount: number }> {
    if (!plan.variants.some((variant) => variant.locale === plan.fallbackLocale)) {
      throw new Error(`the plan of edition ${plan.editionId} has no variant in its fallback locale`);
    }
    await manager.query(
      `INSERT INTO delivery_run (edition_id, state, frozen_count, message_domain, expires_at)
       VALUES ($1, 'sending', 0, $2, now() + make_interval(hours => $3))`,
      [plan.editionId, domainOf(this.config.MAIL_FROM), this.config.DELIVERY_EXPIRY_HOURS],
    );
    for (const { locale, selectionHash, content } of plan.variants) {
      await manager.query(
        `INSERT INTO delivery_variant (edition_id, locale, selection_hash, content) VALUES ($1, $2, $3, $4)`,
        [plan.editionId, locale, selectionHash, JSON.stringify(content)],
      );
    }
    await manager.query(FREEZE, [plan.editionId, plan.fallbackLocale]);
    const [run] = await selectRows<{ frozenCount: number }>(
      manager,
      `UPDATE delivery_run SET frozen_count = (SELECT count(*) FROM delivery WHERE edition_id = $1)
       WHERE edition_id = $1 RETURNING frozen_count AS "frozenCount"`,
      [plan.editionId],
    );
    return { frozenCount: run?.frozenCount ?? 0 };
  }
}
