import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '#src/audit/index.js';
import { DeliveryPlanner } from '#src/delivery/index.js';
import { SegmentDesk } from '#src/subscribers/index.js';
import { assertSendable, editionChanged } from './edition.errors.js';
import { EditionContentReader } from './edition-content.service.js';
import { editionEvent } from './edition-event.js';
import { EditionPress } from './edition-press.service.js';
import { EditionRepository, type EditionChange, type EditionRow } from './edition.repository.js';

export type SendOutcome = { state: 'started'; frozenCount: number } | { state: 'scheduled'; scheduledAt: string };

/** The reader of a language that the edition was not rendered in gets this one. */
const FALLBACK_LOCALE = 'en';

/** Sends an approved edition, now or at its time, once. */
@Injectable()
export class EditionDispatch {
  constructor(
    private readonly editions: EditionRepository,
    private readonly content: EditionContentReader,
    private readonly press: EditionPress,
    private readonly planner: DeliveryPlanner,
    private readonly segments: SegmentDesk,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Within the caller's transaction: quotes are found again, every locale is rendered, the audience is frozen with its count. Nothing is
   * sent before the commit.
   */
  async start(manager: EntityManager, edition: EditionRow, actor: string): Promise<SendOutcome> {
    const { items, faults } = await this.content.read(manager, edition.id);
    assertSendable(faults);
    const variants = await this.press.variants(manager, edition, items);
    await this.change(manager, edition, { state: 'started' });
    const segment = edition.segmentId === null ? undefined : await this.segments.filterOf(manager, edition.segmentId);
    const readersOf = edition.kind === 'correction' ? await this.content.audienceOf(manager, edition.id) : undefined;
    const plan = { editionId: edition.id, variants, fallbackLocale: FALLBACK_LOCALE, segment, readersOf } as const;
    const { frozenCount } = await this.planner.start(manager, plan);
    await this.audit.record(manager, editionEvent('start', edition.id, actor, { frozenCount }));
    return { state: 'started', frozenCount };
  }

  async schedule(manager: EntityManager, edition: EditionRow, at: Date, actor: string): Promise<SendOutcome> {
    const { faults } = await this.content.read(manager, edition.id);
    assertSendable(faults);
    await this.change(manager, edition, { state: 'scheduled', scheduledAt: at });
    const scheduledAt = at.toISOString();
    await this.audit.record(manager, editionEvent('schedule', edition.id, actor, { scheduledAt }));
    return { state: 'scheduled', scheduledAt };
  }

  private async change(manager: EntityManager, edition: EditionRow, change: EditionChange): Promise<void> {
    if (!(await this.editions.change(manager, edition, change))) throw editionChanged(edition.version);
  }
}
