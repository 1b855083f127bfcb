import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ConsentPurpose } from '#src/domain/consent/purpose.js';
import { judgeConfirmation, type SuppressionReason } from '#src/domain/consent/standing.js';
import { HOME_ZONES } from '#src/domain/format/calendar-day.js';
import type { Locale } from '#src/domain/locale/locale.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';
import { ConsentLog, type ConsentEvent } from './consent-log.js';

const ENROL = sqlFile(import.meta.dirname, 'sql/enrol.sql');
const OBJECTION = sqlFile(import.meta.dirname, 'sql/objection.sql');

/** A person who confirms with their own hand what was asked for their address. */
export type Enrolment = {
  addressHash: Buffer;
  email: string;
  locale: Locale;
  source: 'form' | 'json';
  purposes: ConsentPurpose[];
  requestedAt: Date;
  /** Of the request and of its confirmation. */
  consents: ConsentEvent[];
};

/** Nothing activates this person now; the transaction must be rolled back. */
export class EnrolmentRefused extends Error {
  readonly code = 'enrolment.refused';
  constructor(readonly reason: 'suppressed' | 'left-since') {
    super(`not enrolled: ${reason}`);
  }
}

@Injectable()
export class EnrolmentDesk {
  constructor(private readonly log: ConsentLog) {}

  /**
   * The id of the person, who is active then: new, back after having left, or as before. The row is written first and locked by that, so what
   * is read after it against the person cannot change any more: an erasure or a leave at the same moment wins. Throws EnrolmentRefused.
   */
  async enrol(manager: EntityManager, enrolment: Enrolment): Promise<string> {
    const { addressHash, email, locale, source, purposes, requestedAt, consents } = enrolment;
    const [person] = await selectRows<{ id: string }>(manager, ENROL, [
      addressHash,
      email,
      locale,
      HOME_ZONES[locale],
      source,
      purposes.includes('personalisation'),
      purposes.includes('open-click-tracking'),
    ]);
    if (person === undefined) throw new Error('an upsert gave no row');
    const [against] = await selectRows<{ suppression: SuppressionReason | null; hasLeftSince: boolean }>(
      manager,
      OBJECTION,
      [person.id, requestedAt],
    );
    if (against === undefined) throw new Error('the person just written is gone');
    const verdict = judgeConfirmation(against);
    if (verdict !== 'enrol') throw new EnrolmentRefused(verdict);
    await this.log.record(manager, person.id, consents);
    return person.id;
  }
}
