import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { judgeStatusChange, type SubscriberStatus, type SuppressionReason } from '#src/domain/consent/standing.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';
import type { Client } from './consent-log.js';

const STANDING_OF = sqlFile(import.meta.dirname, 'sql/standing-of.sql');
const SET_STATUS = sqlFile(import.meta.dirname, 'sql/set-status.sql');

/** `mailto`: by a mail of their own. `provider`: a mail provider has told us. */
export type LeaveSource = 'one-click' | 'page' | 'mailto' | 'provider';
export type LeaveOutcome = 'left' | 'already-left' | 'unknown';
export type ReturnOutcome = 'back' | 'already-there' | 'suppressed' | 'unknown';

/** A reader's own acts on their subscription, each with its consent event, inside the caller's transaction. Both may be repeated. */
@Injectable()
export class ConsentDesk {
  async leave(
    manager: EntityManager,
    subscriberId: string,
    source: LeaveSource,
    client?: Client,
  ): Promise<LeaveOutcome> {
    const standing = await standingOf(manager, subscriberId);
    if (standing === undefined) return 'unknown';
    if (judgeStatusChange(standing, 'unsubscribed', 'reader') === 'same') return 'already-left';
    await setStatus(manager, subscriberId, standing.status, 'unsubscribed', source, client);
    return 'left';
  }

  /** Only for an explicit act of the person on their own page. */
  async comeBack(
    manager: EntityManager,
    subscriberId: string,
    source: 'page',
    client?: Client,
  ): Promise<ReturnOutcome> {
    const standing = await standingOf(manager, subscriberId);
    if (standing === undefined) return 'unknown';
    const verdict = judgeStatusChange(standing, 'active', 'reader');
    if (verdict === 'same') return 'already-there';
    if (verdict !== 'change') return 'suppressed';
    await setStatus(manager, subscriberId, standing.status, 'active', source, client);
    return 'back';
  }
}

type StandingRow = { status: SubscriberStatus; suppression: SuppressionReason | null };

async function standingOf(manager: EntityManager, id: string): Promise<StandingRow | undefined> {
  return (await selectRows<StandingRow>(manager, STANDING_OF, [id]))[0];
}

async function setStatus(
  manager: EntityManager,
  id: string,
  from: SubscriberStatus,
  to: SubscriberStatus,
  source: string,
  client: Client = { ip: null, userAgent: null },
): Promise<void> {
  const changed = await selectRows(manager, SET_STATUS, [id, from, to, source, client.ip, client.userAgent]);
  if (changed.length !== 1) throw new Error(`subscriber ${id} changed its status under our lock`);
}
