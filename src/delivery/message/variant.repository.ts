import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Locale } from '#src/domain/locale/locale.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import {
  compiledDigestSchema,
  cutAtSlots,
  type CompiledDigest,
  type Slot,
  type TrackedForm,
} from '#src/rendering/index.js';
import type { StoredForm } from './link-book.js';

export type NewVariant = {
  locale: Locale;
  selectionHash: string;
  content: CompiledDigest;
  /** For readers who allow tracking; without it nobody is tracked. */
  tracked?: TrackedForm | undefined;
};
export type StoredVariant = {
  editionId: string;
  locale: Locale;
  messageDomain: string;
  content: CompiledDigest;
  tracked: StoredForm | undefined;
};
type VariantRow = Omit<StoredVariant, 'content' | 'tracked'> & {
  content: unknown;
  trackedHtml: string | null;
  linkIds: number[] | null;
};

/** A render that is missing or that this program cannot read: no fault of one reader, so the run waits for a person. */
export class UnreadableVariantError extends Error {
  readonly code = 'delivery.unreadable-variant';
}

/** Renders that readers share. */
@Injectable()
export class VariantRepository {
  constructor(private readonly dataSource: DataSource) {}

  async insert(
    manager: EntityManager,
    editionId: string,
    { locale, selectionHash, content }: NewVariant,
    tracked?: StoredForm,
  ): Promise<void> {
    await manager.query(
      `INSERT INTO delivery_variant (edition_id, locale, selection_hash, content, tracked_html, link_ids)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [editionId, locale, selectionHash, JSON.stringify(content), tracked?.html ?? null, tracked?.linkIds ?? null],
    );
  }

  async find(id: string): Promise<StoredVariant> {
    const [row] = await selectRows<VariantRow>(
      this.dataSource,
      `SELECT v.edition_id AS "editionId", v.locale, r.message_domain AS "messageDomain", v.content,
         v.tracked_html AS "trackedHtml", v.link_ids AS "linkIds"
       FROM delivery_variant v JOIN delivery_run r USING (edition_id) WHERE v.id = $1`,
      [id],
    );
    const content = compiledDigestSchema.safeParse(row?.content);
    const tracked = trackedOf(row);
    if (row === undefined || !content.success || hasForeignSlot(content.data, tracked))
      throw new UnreadableVariantError(`the render ${id} cannot be read`);
    const { editionId, locale, messageDomain } = row;
    return { editionId, locale, messageDomain, content: content.data, tracked };
  }

  /** In this locale or another one; undefined when the run has no render. */
  async subjectOf(editionId: string, locale: Locale): Promise<string | undefined> {
    const [row] = await selectRows<{ subject: string }>(
      this.dataSource,
      `SELECT content->>'subject' AS subject FROM delivery_variant WHERE edition_id = $1
       ORDER BY locale = $2 DESC, locale LIMIT 1`,
      [editionId, locale],
    );
    return row?.subject;
  }
}

function trackedOf(row: Pick<VariantRow, 'trackedHtml' | 'linkIds'> | undefined): StoredForm | undefined {
  const { trackedHtml: html = null, linkIds = null } = row ?? {};
  return html === null || linkIds === null ? undefined : { html, linkIds };
}

/**
 * A slot of another version of this program, which would reach readers as it is, or one that nothing stands for; nothing else may hold its
 * brackets.
 */
function hasForeignSlot({ html, text }: CompiledDigest, tracked: StoredForm | undefined): boolean {
  const own: readonly Slot[] = ['unsubscribeUrl', 'preferencesUrl'];
  const links = (tracked?.linkIds ?? []).map((_, place): Slot => `link-${place}`);
  return hasOther(html, own) || hasOther(text, own) || hasOther(tracked?.html ?? '', [...own, 'openUrl', ...links]);
}

function hasOther(body: string, known: readonly Slot[]): boolean {
  const { texts, slots } = cutAtSlots(body);
  return slots.some((slot) => !known.includes(slot)) || texts.some((shared) => shared.includes('⟦'));
}
