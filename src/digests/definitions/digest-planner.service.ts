import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditTrail } from '#src/audit/index.js';
import { planOccurrences } from '#src/domain/digest/plan-occurrences.js';
import { Log } from '#src/foundation/logging/logger.js';
import { DigestComposer } from './digest-composer.service.js';
import { DigestRepository, type DigestRow } from './digest.repository.js';
import { OccurrenceRepository, type NewOccurrence } from './occurrence.repository.js';

/**
 * Gives each due time of a digest its one row: an edition to be approved, or the word why there is none. Any number of schedulers may run
 * it: the digest's lock lets one through, and the row of a due time is unique.
 */
@Injectable()
export class DigestPlanner {
  constructor(
    private readonly dataSource: DataSource,
    private readonly digests: DigestRepository,
    private readonly occurrences: OccurrenceRepository,
    private readonly composer: DigestComposer,
    private readonly audit: AuditTrail,
    private readonly log: Log,
  ) {}

  async plan(now: Date): Promise<void> {
    for (const id of await this.digests.active(this.dataSource)) {
      try {
        await this.dataSource.transaction((manager) => this.planOne(manager, id, now));
      } catch (error) {
        // The others must not wait for it; the next tick tries again.
        this.log.error('digest.plan-failed', { digestId: id, error });
      }
    }
  }

  private async planOne(manager: EntityManager, id: string, now: Date): Promise<void> {
    const digest = await this.digests.lock(manager, id);
    if (digest?.state !== 'active') return;
    const { compose, missed, through } = planOccurrences(digest.definition, digest.plannedThrough, now);
    // After a change of the schedule, due times may come again; what became of them holds.
    const known = await this.occurrences.dueTimes(manager, id, digest.plannedThrough);
    const isNew = (dueAt: Date): boolean => !known.has(dueAt.getTime());
    for (const dueAt of missed.filter(isNew))
      await this.note(manager, digest, { dueAt, state: 'missed', reason: 'scheduler-late', editionId: null });
    for (const dueAt of compose.filter(isNew)) await this.compose(manager, digest, dueAt);
    if (through > digest.plannedThrough) await this.digests.planned(manager, id, through);
  }

  private async compose(manager: EntityManager, digest: DigestRow, dueAt: Date): Promise<void> {
    const editionId = (await this.composer.compose(manager, digest, dueAt)) ?? null;
    const outcome =
      editionId === null
        ? ({ state: 'skipped', reason: 'too-few-shifts' } as const)
        : ({ state: 'composed', reason: null } as const);
    await this.note(manager, digest, { dueAt, editionId, ...outcome });
  }

  private async note(
    manager: EntityManager,
    digest: DigestRow,
    occurrence: Pick<NewOccurrence, 'dueAt' | 'state' | 'reason' | 'editionId'>,
  ): Promise<void> {
    const { graceMinutes, approval } = digest.definition;
    const at = (minutes: number) => new Date(occurrence.dueAt.getTime() + minutes * 60_000);
    const isNudged = approval.nudgeMinutes > 0 && approval.policy !== 'automatic';
    const row = { ...occurrence, lateAt: at(graceMinutes), nudgeAt: isNudged ? at(-approval.nudgeMinutes) : null };
    await this.occurrences.insert(manager, digest.id, row);
    const { state, reason, editionId, dueAt } = occurrence;
    await this.audit.record(manager, {
      actor: 'scheduler',
      action: `digest.${state}`,
      subjectKind: 'digest',
      subjectId: digest.id,
      detail: { dueAt: dueAt.toISOString(), reason, editionId },
    });
    this.log.info(`digest.${state}`, { digestId: digest.id, editionId, reason });
  }
}
