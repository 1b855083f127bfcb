import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { OperatorAlert } from '#src/delivery/index.js';
import type { AlertAbout } from '#src/rendering/index.js';
import { AppError } from '#src/foundation/http/app-error.js';
import { Log } from '#src/foundation/logging/logger.js';
import { EditionDesk } from '../edition.desk.js';
import { OccurrenceRepository, type Waiting } from './occurrence.repository.js';

type Marked = (manager: EntityManager) => Promise<Waiting[]>;

/** Looks after editions that nobody has approved: tells the operator, lets go what needs no approval, and gives up what is too late. */
@Injectable()
export class DigestWatch {
  constructor(
    private readonly dataSource: DataSource,
    private readonly occurrences: OccurrenceRepository,
    private readonly desk: EditionDesk,
    private readonly alert: OperatorAlert,
    private readonly log: Log,
  ) {}

  async look(now: Date): Promise<void> {
    await this.approve(now);
    await this.tell('unapproved', (manager) => this.occurrences.nudge(manager, now));
    await this.tell('missed', (manager) => this.occurrences.miss(manager, now));
  }

  /** Only where the digest says so. What may not be mailed stays a draft, and is missed in the end. */
  private async approve(now: Date): Promise<void> {
    for (const { editionId, version } of await this.occurrences.unapproved(this.dataSource, now)) {
      try {
        await this.desk.approve(editionId, version, 'scheduler');
      } catch (error) {
        const code = error instanceof AppError ? error.code : undefined;
        this.log.warn('edition.not-approvable', { editionId, code, ...(code === undefined ? { error } : {}) });
      }
    }
  }

  /** The mark and the alert are one transaction, so each is told of once. */
  private async tell(about: Extract<AlertAbout, 'unapproved' | 'missed'>, mark: Marked): Promise<void> {
    const mailIds = await this.dataSource.transaction(async (manager) => {
      const ids: (string | undefined)[] = [];
      for (const { editionId, title, dueAt } of await mark(manager)) {
        this.log.warn(`edition.${about}`, { editionId });
        const due = `${dueAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
        ids.push(await this.alert.write(manager, editionId, due, { about, title }));
      }
      return ids.filter((id) => id !== undefined);
    });
    for (const id of mailIds) await this.alert.wake(id);
  }
}
