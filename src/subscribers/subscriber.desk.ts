import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '#src/audit/index.js';
import { judgeStatusChange } from '#src/domain/consent/standing.js';
import { NotFoundError } from '#src/foundation/http/app-error.js';
import { AddressBook } from './address-book.js';
import type {
  CreateSubscriber,
  PatchSubscriber,
  SubscriberListQuery,
  SubscriberOut,
  SubscriberStats,
} from './subscriber.dto.js';
import { changedMeanwhile, refusal } from './subscriber.errors.js';
import { SubscriberRepository, type SubscriberRow } from './subscriber.repository.js';

const READER_ACTOR = 'reader';

/** The operators' side of subscribers. Nothing here brings back a person who left. */
@Injectable()
export class SubscriberDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly addresses: AddressBook,
    private readonly repository: SubscriberRepository,
    private readonly audit: AuditTrail,
  ) {}

  /** Adds a person, or finds the one already there unchanged. 409 `subscriber.left` or `subscriber.suppressed`. */
  async create(input: CreateSubscriber, actor: string): Promise<{ isNew: boolean; subscriber: SubscriberOut }> {
    const { hash, email } = this.addresses.readNewOrRefuse(input.email);
    const newcomer = { hash, email, name: input.name ?? null, locale: input.locale, timeZone: input.timeZone };
    return this.dataSource.transaction(async (manager) => {
      const outcomes = await this.repository.admit(manager, [newcomer], { source: 'api', detail: { actor } });
      const outcome = outcomes.get(hash.toString('hex'));
      if (outcome === 'suppressed' || outcome === 'left') throw refusal(outcome);
      const row = await this.repository.findByHash(manager, hash);
      if (row === undefined) throw new Error('the subscriber just added is gone');
      if (outcome === 'create') await this.record(manager, actor, 'subscriber.created', row.id);
      return { isNew: outcome === 'create', subscriber: toOut(row) };
    });
  }

  async find(id: string): Promise<SubscriberOut> {
    const row = await this.repository.find(this.dataSource, id);
    if (row === undefined) throw new NotFoundError('subscriber', id);
    return toOut(row);
  }

  /** By address, exactly; a 404 names no address. */
  async findByAddress(email: string): Promise<SubscriberOut> {
    const row = await this.repository.findByHash(this.dataSource, this.addresses.readOrRefuse(email).hash);
    if (row === undefined) throw new NotFoundError('subscriber', 'with this address');
    return toOut(row);
  }

  /** Newest first. */
  async list(query: SubscriberListQuery): Promise<{ items: SubscriberOut[]; nextCursor: string | null }> {
    const rows = await this.repository.list(this.dataSource, query, query.cursor, query.limit + 1);
    const items = rows.slice(0, query.limit).map(toOut);
    return { items, nextCursor: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
  }

  /** 409 `subscriber.changed` for an outdated version; a status that the rules refuse changes nothing at all. */
  async patch(id: string, patch: PatchSubscriber, actor: string): Promise<SubscriberOut> {
    return this.dataSource.transaction(async (manager) => {
      const row = await this.repository.find(manager, id);
      if (row === undefined) throw new NotFoundError('subscriber', id);
      if (row.version !== patch.version) throw changedMeanwhile(id, row.version);
      const wanted = {
        ...row,
        name: patch.name === undefined ? row.name : patch.name,
        locale: patch.locale ?? row.locale,
        timeZone: patch.timeZone ?? row.timeZone,
        status: patch.status === undefined ? row.status : statusOrRefuse(row, patch.status),
      };
      const fields = (['name', 'locale', 'timeZone', 'status'] as const).filter(
        (field) => wanted[field] !== row[field],
      );
      if (fields.length === 0) return toOut(row);
      if (!(await this.repository.update(manager, wanted))) throw changedMeanwhile(id, row.version);
      await this.record(manager, actor, 'subscriber.changed', id, { fields, status: wanted.status });
      const after = await this.repository.find(manager, id);
      if (after === undefined) throw new NotFoundError('subscriber', id);
      return toOut(after);
    });
  }

  /** Deletes the person and keeps the keyed hash, so that no import can bring them back. */
  async erase(id: string, actor: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      if (!(await this.repository.erase(manager, id))) throw new NotFoundError('subscriber', id);
      await this.record(manager, actor, 'subscriber.erased', id);
    });
  }

  /** The same by the person's own hand; it may be said again and again. */
  async eraseSelf(id: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      if (await this.repository.erase(manager, id)) await this.record(manager, READER_ACTOR, 'subscriber.erased', id);
    });
  }

  async stats(): Promise<SubscriberStats> {
    const stats: SubscriberStats = {
      total: 0,
      mailable: 0,
      byStatus: { pending: 0, active: 0, unsubscribed: 0 },
      mailableByLocale: { 'zh-CN': 0, 'zh-TW': 0, en: 0 },
    };
    for (const { status, locale, count, mailable } of await this.repository.stats(this.dataSource)) {
      stats.total += count;
      stats.byStatus[status] += count;
      if (status !== 'active') continue;
      stats.mailable += mailable;
      stats.mailableByLocale[locale] += mailable;
    }
    return stats;
  }

  private record(
    manager: Parameters<AuditTrail['record']>[0],
    actor: string,
    action: string,
    subjectId: string,
    detail: Record<string, unknown> = {},
  ): Promise<void> {
    return this.audit.record(manager, { actor, action, subjectKind: 'subscriber', subjectId, detail });
  }
}

function statusOrRefuse(row: SubscriberRow, to: 'active' | 'unsubscribed'): 'active' | 'unsubscribed' {
  const verdict = judgeStatusChange(row, to, 'operator');
  if (verdict === 'change' || verdict === 'same') return to;
  throw refusal(verdict);
}

function toOut(row: SubscriberRow): SubscriberOut {
  return { ...row, createdAt: row.createdAt.toISOString(), updatedAt: row.updatedAt.toISOString() };
}
