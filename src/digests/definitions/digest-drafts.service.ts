import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '#src/audit/index.js';
import { Clock } from '#src/foundation/clock/clock.js';
import { editionEvent } from '../edition-event.js';
import { EditionRepository } from '../edition.repository.js';
import type { DigestRow } from './digest.repository.js';
import { OccurrenceRepository } from './occurrence.repository.js';

/** What a new schedule does to the editions of the old one. */
@Injectable()
export class DigestDrafts {
  constructor(
    private readonly clock: Clock,
    private readonly occurrences: OccurrenceRepository,
    private readonly editions: EditionRepository,
    private readonly audit: AuditTrail,
  ) {}

  /** Due times are looked at anew from now on: drafts for those to come are dropped, what somebody has approved stays. */
  async reschedule(manager: EntityManager, digest: DigestRow, actor: string): Promise<{ plannedThrough: Date }> {
    const now = this.clock.now();
    for (const id of await this.occurrences.forget(manager, digest.id, now)) {
      const edition = await this.editions.lock(manager, id);
      if (edition?.state !== 'draft') continue;
      await this.editions.change(manager, edition, { state: 'cancelled' });
      await this.audit.record(manager, editionEvent('cancel', id, actor, { because: 'rescheduled' }));
    }
    return { plannedThrough: now };
  }

  /** What came due while the digest slept is not made up for. */
  wakeUp(digest: DigestRow): { plannedThrough: Date } {
    const now = this.clock.now();
    return { plannedThrough: digest.plannedThrough > now ? digest.plannedThrough : now };
  }
}
