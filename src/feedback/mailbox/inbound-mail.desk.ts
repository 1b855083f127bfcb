import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '#src/audit/index.js';
import { AppError, NotFoundError } from '#src/foundation/http/app-error.js';
import type { InboundMailList, InboundMailQuery } from './inbound-mail.dto.js';
import { InboundMailRepository } from './inbound-mail.repository.js';

/** What an operator does with mails that came back. */
@Injectable()
export class InboundMailDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly mails: InboundMailRepository,
    private readonly audit: AuditTrail,
  ) {}

  async list({ matched, kind, state, cursor, limit }: InboundMailQuery): Promise<InboundMailList> {
    const rows = await this.mails.list({ isMatched: matched, kind, state }, cursor, limit + 1);
    const items = rows.slice(0, limit).map(({ matched: many, receivedAt, ...row }) => ({
      ...row,
      isMatched: many > 0,
      receivedAt: receivedAt.toISOString(),
    }));
    const nextCursor = rows.length > limit ? (items.at(-1)?.id ?? null) : null;
    return { items: items as InboundMailList['items'], nextCursor };
  }

  /** It holds addresses, so who looked is written down. */
  async raw(id: string, actor: string): Promise<Buffer> {
    const raw = await this.mails.rawOf(id);
    if (raw === undefined) throw new NotFoundError('inbound-mail', id);
    await this.record(this.dataSource, 'inbound-mail.shown', id, actor);
    return raw;
  }

  /** 409 `inbound-mail.done` when it waits, or has told what it had to. */
  async retry(id: string, actor: string): Promise<void> {
    if ((await this.mails.rawOf(id)) === undefined) throw new NotFoundError('inbound-mail', id);
    await this.dataSource.transaction(async (manager) => {
      if (!(await this.mails.readAgain(manager, id)))
        throw new AppError(409, 'inbound-mail.done', 'It has been read, and told about a reader.');
      await this.record(manager, 'inbound-mail.retried', id, actor);
    });
  }

  private record(db: Parameters<AuditTrail['record']>[0], action: string, id: string, actor: string): Promise<void> {
    return this.audit.record(db, { actor, action, subjectKind: 'inbound-mail', subjectId: id, detail: {} });
  }
}
