import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Locale } from '#src/domain/locale/locale.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { compiledDigestSchema, type CompiledDigest } from '#src/rendering/index.js';

export type NewVariant = { locale: Locale; selectionHash: string; content: CompiledDigest };
export type StoredVariant = { editionId: string; locale: Locale; messageDomain: string; content: CompiledDigest };

/** Renders of runs that are at work now; a handful per run. */
const CACHE_SIZE = 24;

/** A render that is missing or that this program cannot read: no fault of one reader, so the run waits for a person. */
export class UnreadableVariantError extends Error {
  readonly code = 'delivery.unreadable-variant';
}

/** Reads renders that readers share; the last few stay in memory. */
@Injectable()
export class VariantRepository {
  private readonly cache = new Map<string, StoredVariant>();

  constructor(private readonly dataSource: DataSource) {}

  async insert(
    manager: EntityManager,
    editionId: string,
    { locale, selectionHash, content }: NewVariant,
  ): Promise<void> {
    await manager.query(
      `INSERT INTO delivery_variant (edition_id, locale, selection_hash, content) VALUES ($1, $2, $3, $4)`,
      [editionId, locale, selectionHash, JSON.stringify(content)],
    );
  }

  async find(id: string): Promise<StoredVariant> {
    const known = this.cache.get(id);
    if (known !== undefined) return known;
    const [row] = await selectRows<Omit<StoredVariant, 'content'> & { content: unknown }>(
      this.dataSource,
      `SELECT v.edition_id AS "editionId", v.locale, r.message_domain AS "messageDomain", v.content
       FROM delivery_variant v JOIN delivery_run r USING (edition_id) WHERE v.id = $1`,
      [id],
    );
    const content = compiledDigestSchema.safeParse(row?.content);
    if (row === undefined || !content.success) throw new UnreadableVariantError(`the render ${id} cannot be read`);
    const variant = { ...row, content: content.data };
    this.cache.set(id, variant);
    const [oldest] = this.cache.keys();
    if (this.cache.size > CACHE_SIZE && oldest !== undefined) this.cache.delete(oldest);
    return variant;
  }
}
