import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditTrail } from '#src/audit/index.js';
import { LOCALES, type Locale } from '#src/domain/locale/locale.js';
import { isStorable } from '#src/domain/text/storable.js';
import { AppError, NotFoundError } from '#src/foundation/http/app-error.js';
import { Idempotency } from '#src/foundation/http/idempotency.js';
import { IngestQueue } from './ingest-queue.js';
import { SourceProber } from './source-prober.js';
import { SourceRepository, type NewSource } from './source.repository.js';
import type { AddSource, PatchSource, Source } from './source.dto.js';
import type { SourceState } from './source-rows.js';

const ZONES: Readonly<Record<string, string>> = { 'zh-CN': 'Asia/Shanghai', 'zh-TW': 'Asia/Taipei' };

/** Adds, changes and removes sources; each change with its audit line. */
@Injectable()
export class SourceDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sources: SourceRepository,
    private readonly prober: SourceProber,
    private readonly audit: AuditTrail,
    private readonly idempotency: Idempotency,
  ) {}

  /** Looks at the source first; 422 when there is nothing to read, 409 when it is known. */
  async add(input: AddSource, key: string | undefined, actor: string): Promise<string> {
    const source = input.kind === 'api' ? asGiven(input) : await this.discovered(input, input.kind);
    return this.idempotency.once('POST /api/admin/sources', key, input, async (manager) => {
      const id = await this.sources.insert(manager, source);
      if (id === undefined) throw await this.exists(manager, source.url);
      await this.record(manager, 'source.add', id, actor, { kind: source.kind, url: source.url });
      return id;
    });
  }

  async patch(id: string, patch: PatchSource, actor: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const change = patch.url === undefined ? patch : { ...patch, url: plainUrl(patch.url) };
      const other = change.url === undefined ? undefined : await this.sources.idOf(manager, change.url);
      if (other !== undefined && other !== id) throw await this.exists(manager, change.url ?? '');
      if (!(await this.sources.patch(manager, id, change))) throw new NotFoundError('source', id);
      await this.record(manager, 'source.patch', id, actor, { fields: Object.keys(patch) });
    });
  }

  async pause(id: string, actor: string): Promise<void> {
    await this.turn(id, ['active', 'failing', 'gone'], 'paused', actor);
  }

  async resume(id: string, actor: string): Promise<void> {
    await this.turn(id, ['paused', 'failing', 'gone'], 'active', actor);
  }

  /** Its articles stay. */
  async remove(id: string, actor: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      if (!(await this.sources.remove(manager, id))) throw new NotFoundError('source', id);
      await this.record(manager, 'source.remove', id, actor);
    });
  }

  async fetchNow(id: string, actor: string, queue: IngestQueue): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      if (!(await this.sources.makeDue(manager, id))) {
        const source = await this.found(manager, id);
        throw new AppError(
          409,
          'source.not-visited',
          `A source of kind ${source.kind} and state ${source.state} is not visited.`,
        );
      }
      await this.record(manager, 'source.fetch', id, actor);
    });
    await queue.wake(id);
  }

  private async turn(id: string, from: SourceState[], to: SourceState, actor: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      if (await this.sources.turn(manager, id, from, to)) {
        await this.record(manager, to === 'paused' ? 'source.pause' : 'source.resume', id, actor);
        return;
      }
      // It is in the state that is wanted already, or is not there.
      await this.found(manager, id);
    });
  }

  private async found(manager: EntityManager, id: string): Promise<Source> {
    const source = await this.sources.find(manager, id);
    if (source === undefined) throw new NotFoundError('source', id);
    return source;
  }

  private async discovered(input: AddSource, kind: 'feed' | 'page'): Promise<NewSource> {
    const wanted = { url: plainUrl(input.url), kind, zone: input.zone ?? 'UTC', language: input.language ?? null };
    const preview = await this.prober.preview(wanted);
    const language = input.language === undefined ? localeOf(preview.language) : input.language;
    const title = preview.title?.slice(0, 300).trim() ?? '';
    return {
      ...asGiven(input),
      url: plainUrl(preview.url),
      title: input.title ?? (title !== '' && isStorable(title) ? title : new URL(preview.url).hostname),
      language,
      zone: input.zone ?? ZONES[language ?? ''] ?? 'UTC',
    };
  }

  private async exists(manager: EntityManager, url: string): Promise<AppError> {
    const sourceId = await this.sources.idOf(manager, url);
    const errors = [{ field: 'url', message: 'is a source already' }];
    return new AppError(409, 'source.exists', 'This URL is a source already.', { sourceId, errors });
  }

  private async record(
    manager: EntityManager,
    action: string,
    id: string,
    actor: string,
    detail: Record<string, unknown> = {},
  ) {
    await this.audit.record(manager, { actor, action, subjectKind: 'source', subjectId: id, detail });
  }
}

function asGiven(input: AddSource): NewSource {
  const url = plainUrl(input.url);
  const language = input.language ?? null;
  return {
    url,
    kind: input.kind,
    title: input.title ?? new URL(url).hostname,
    publisher: input.publisher ?? null,
    tier: input.tier,
    zone: input.zone ?? ZONES[language ?? ''] ?? 'UTC',
    language,
    intervalMinutes: input.intervalMinutes,
  };
}

/** As the URL parser writes it, without a fragment, so that one source is not added twice. */
export function plainUrl(text: string): string {
  const url = new URL(text);
  url.hash = '';
  return url.href;
}

/** The language that a feed gives itself (`zh-cn`, `en-US`, `zh-Hant-TW`), as one of ours. */
function localeOf(said: string | null): Locale | null {
  const tag = said?.toLowerCase() ?? '';
  if (/^zh.*(?:tw|hk|mo|hant)/.test(tag)) return 'zh-TW';
  return LOCALES.find((locale) => tag !== '' && locale.slice(0, 2) === tag.slice(0, 2)) ?? null;
}
