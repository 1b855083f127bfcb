import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditTrail } from '#src/audit/index.js';
import type { EditionCommand } from '#src/domain/edition/edition.schema.js';
import type { Localised } from '#src/domain/locale/locale.js';
import { SegmentDesk } from '#src/subscribers/index.js';
import { AppError, NotFoundError } from '#src/foundation/http/app-error.js';
import { assertOpenFor, assertSendable, assertVersion, editionChanged } from './edition.errors.js';
import { editionEvent } from './edition-event.js';
import { assertFourEyes } from './four-eyes.js';
import { EditionContentReader } from './edition-content.service.js';
import { EditionPress } from './edition-press.service.js';
import { EditionRepository, type EditionChange, type EditionRow, type ItemDraft } from './edition.repository.js';

export type EditionDraft = {
  title: string;
  subject?: Localised | undefined;
  intro?: Localised | undefined;
  /** Who it is for; null or left out: everybody. */
  segmentId?: string | null | undefined;
  items: ItemDraft[];
};
export type EditionEdit = { version: number } & { [K in keyof EditionDraft]?: EditionDraft[K] | undefined };

/** What an editor does with an edition before it is sent. Every command locks the row, checks state and version, and leaves an audit line. */
@Injectable()
export class EditionDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly editions: EditionRepository,
    private readonly content: EditionContentReader,
    private readonly press: EditionPress,
    private readonly segments: SegmentDesk,
    private readonly audit: AuditTrail,
  ) {}

  async create(draft: EditionDraft, actor: string): Promise<string> {
    return this.dataSource.transaction(async (manager) => {
      await this.assertMayEnter(manager, draft.items);
      await this.assertSegment(manager, draft.segmentId);
      const id = await this.editions.insert(manager, {
        title: draft.title,
        subject: draft.subject ?? {},
        intro: draft.intro ?? {},
        segmentId: draft.segmentId ?? null,
      });
      await this.editions.replaceItems(manager, id, draft.items);
      await this.content.attachCorrections(manager, id);
      await this.audit.record(manager, editionEvent('create', id, actor, { items: draft.items.length }));
      return id;
    });
  }

  async edit(id: string, edit: EditionEdit, actor: string): Promise<void> {
    await this.command(id, 'edit', edit.version, actor, async (manager) => {
      const { items, version, ...change } = edit;
      await this.assertSegment(manager, change.segmentId);
      if (items !== undefined) {
        await this.assertMayEnter(manager, items);
        await this.editions.replaceItems(manager, id, items);
      }
      return change;
    });
  }

  /** Re-finds every quote in its stored revision and freezes the items as they are; the list of faults is the refusal. */
  async approve(id: string, version: number, actor: string): Promise<void> {
    await this.command(id, 'approve', version, actor, async (manager, edition) => {
      const { items, faults } = await this.content.read(manager, id);
      assertSendable(faults);
      await assertFourEyes(manager, id, actor);
      // What cannot be rendered must be found now, not at six in the morning.
      await this.press.variants(manager, edition, items);
      await this.content.freeze(manager, id, items);
      // An issue of a digest goes out when it is due, or at once when that has passed.
      const { dueAt } = edition;
      return {
        approvedBy: actor,
        ...(dueAt === null ? { state: 'approved' } : { state: 'scheduled', scheduledAt: dueAt }),
      };
    });
  }

  /** Back to the desk: what was approved or scheduled may be edited, and needs a new approval. */
  async reopen(id: string, version: number, actor: string): Promise<void> {
    await this.command(id, 'reopen', version, actor, (manager) => this.backToDraft(manager, id));
  }

  async cancel(id: string, version: number, actor: string): Promise<void> {
    await this.command(id, 'cancel', version, actor, () => Promise.resolve({ state: 'cancelled', scheduledAt: null }));
  }

  /** A scheduled edition that may no longer go out returns to the desk, where its faults are shown; it is never sent in part. */
  async hold(id: string, reason: AppError): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const edition = await this.editions.lock(manager, id);
      if (edition?.state !== 'scheduled') return;
      if (!(await this.editions.change(manager, edition, await this.backToDraft(manager, id))))
        throw editionChanged(edition.version);
      const detail = { code: reason.code, ...reason.extra };
      await this.audit.record(manager, editionEvent('hold', id, 'scheduler', detail));
    });
  }

  /** What a draft does not have: approval, time and frozen items. */
  private async backToDraft(manager: EntityManager, id: string): Promise<EditionChange> {
    await this.editions.thawItems(manager, id);
    return { state: 'draft', approvedBy: null, scheduledAt: null };
  }

  private async command(
    id: string,
    name: EditionCommand,
    version: number,
    actor: string,
    decide: (manager: EntityManager, edition: EditionRow) => Promise<EditionChange>,
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const edition = await this.editions.lock(manager, id);
      if (edition === undefined) throw new NotFoundError('edition', id);
      assertOpenFor(name, edition);
      assertVersion(edition, version);
      const change = await decide(manager, edition);
      if (!(await this.editions.change(manager, edition, change))) throw editionChanged(edition.version);
      await this.audit.record(manager, editionEvent(name, id, actor, { version }));
    });
  }

  /** Held against its deletion until the transaction ends. */
  private async assertSegment(manager: EntityManager, id: string | null | undefined): Promise<void> {
    if (id === null || id === undefined || (await this.segments.hold(manager, id)) !== undefined) return;
    throw new AppError(422, 'edition.unknown-segment', 'There is no such segment.', {
      errors: [{ field: 'segmentId', message: 'there is no such segment' }],
    });
  }

  private async assertMayEnter(manager: EntityManager, items: readonly ItemDraft[]): Promise<void> {
    const ids = items.map((item) => item.shiftId);
    const faults = await this.content.judge(manager, ids);
    if (faults.length > 0)
      throw new AppError(422, 'edition.faulty-items', 'Only confirmed shifts may enter an edition.', { faults });
  }
}
