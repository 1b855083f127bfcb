import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '#src/audit/index.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { countAffected, selectRows } from '#src/foundation/database/select-rows.js';
import { AppError, NotFoundError } from '#src/foundation/http/app-error.js';
import { Tokens } from '#src/foundation/tokens/tokens.js';
import { resolveLinksInHtml } from '#src/domain/ingest/base-url.js';
import { ArticleDesk } from '../article.desk.js';
import type { AddOutcome } from '../article-intake.js';
import { IntakeDesk } from './intake.desk.js';
import { bookmarkletOf } from './bookmarklet.js';
import type { Clip, Clipper } from './intake.dto.js';

const COLUMNS = `id, label, created_at AS "createdAt", last_used_at AS "lastUsedAt", revoked_at AS "revokedAt"`;
type Row = { id: string; label: string; createdAt: Date; lastUsedAt: Date | null; revokedAt: Date | null };

/** What editors cut out of pages, and the bookmarklets that they do it with. */
@Injectable()
export class ClipDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly intake: IntakeDesk,
    private readonly desk: ArticleDesk,
    private readonly tokens: Tokens,
    @Inject(CONFIG) private readonly config: Pick<Config, 'PUBLIC_URL'>,
  ) {}

  /** The selection, or the page itself when nothing is selected. */
  async clip({ url, title, html, text, language }: Clip, actor: string): Promise<AddOutcome> {
    const named = title?.replaceAll(/\s+/g, ' ').trim().slice(0, 300);
    const given = language === undefined ? {} : { language };
    const words = html?.trim() ? { html: resolveLinksInHtml(html, url) } : text?.trim() ? { text } : undefined;
    if (words === undefined)
      return this.intake.fromUrl({ url, zone: 'UTC', ...given, ...(named && { title: named }) }, actor);
    return this.desk.add(
      {
        title: named === undefined || named === '' ? new URL(url).hostname : named,
        ...words,
        sourceUrl: url,
        ...given,
      },
      actor,
    );
  }

  /** By the token of a bookmarklet. 401 for one that is forged or revoked. */
  async clipByToken(token: string, clip: Clip): Promise<AddOutcome> {
    const id = this.tokens.verify('clip', token);
    const isLive =
      id !== undefined &&
      (await countAffected(
        this.dataSource,
        `UPDATE clipper SET last_used_at = now() WHERE id = $1 AND revoked_at IS NULL`,
        [id],
      )) === 1;
    if (!isLive) throw new AppError(401, 'clip.token', 'This bookmarklet is not valid any more.');
    return this.clip(clip, `clipper:${id}`);
  }

  async create(label: string, audit: AuditTrail, actor: string) {
    const row = await this.dataSource.transaction(async (manager) => {
      const [made] = await selectRows<Row>(manager, `INSERT INTO clipper (label) VALUES ($1) RETURNING ${COLUMNS}`, [
        label,
      ]);
      if (made === undefined) throw new Error('an INSERT … RETURNING gave no row');
      await audit.record(manager, { actor, action: 'clipper.add', subjectKind: 'clipper', subjectId: made.id });
      return made;
    });
    const token = this.tokens.sign('clip', row.id);
    return { ...clipperOf(row), token, snippet: bookmarkletOf(`${this.config.PUBLIC_URL}/clip`, token) };
  }

  async list(): Promise<{ items: Clipper[] }> {
    const rows = await selectRows<Row>(this.dataSource, `SELECT ${COLUMNS} FROM clipper ORDER BY id DESC LIMIT 200`);
    return { items: rows.map(clipperOf) };
  }

  async revoke(id: string, audit: AuditTrail, actor: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const changed = await countAffected(
        manager,
        `UPDATE clipper SET revoked_at = coalesce(revoked_at, now()) WHERE id = $1`,
        [id],
      );
      if (changed === 0) throw new NotFoundError('clipper', id);
      await audit.record(manager, { actor, action: 'clipper.revoke', subjectKind: 'clipper', subjectId: id });
    });
  }
}

function clipperOf({ id, label, createdAt, lastUsedAt, revokedAt }: Row): Clipper {
  const at = (instant: Date | null): string | null => instant?.toISOString() ?? null;
  return { id, label, createdAt: createdAt.toISOString(), lastUsedAt: at(lastUsedAt), revokedAt: at(revokedAt) };
}
