import { Injectable } from '@nestjs/common';
import { generateOpml, parseOpml } from 'feedsmith';
import { DataSource } from 'typeorm';
import { AuditTrail } from '#src/audit/index.js';
import { storableText } from '#src/domain/text/storable.js';
import { AppError } from '#src/foundation/http/app-error.js';
import { plainUrl } from './source.desk.js';
import { webUrl, type OpmlOutcome } from './source.dto.js';
import { SourceRepository } from './source.repository.js';

const MOST_FEEDS = 2_000;
const MOST_DEPTH = 20;

type Outline = { text?: unknown; title?: unknown; xmlUrl?: unknown; outlines?: Outline[] | undefined };

/** Lists of feeds as other readers write them. What is imported is looked at by its first visit, not at once. */
@Injectable()
export class OpmlDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sources: SourceRepository,
    private readonly audit: AuditTrail,
  ) {}

  async import(opml: string, actor: string): Promise<OpmlOutcome> {
    const feeds = feedsOf(outlinesOf(opml), 0).slice(0, MOST_FEEDS);
    const outcome: OpmlOutcome = { added: 0, known: 0, rejected: [] };
    await this.dataSource.transaction(async (manager) => {
      for (const { url, title } of feeds) {
        const checked = webUrl.safeParse(url);
        if (!checked.success) {
          outcome.rejected.push({ url: url.slice(0, 200), reason: checked.error.issues[0]?.message ?? 'is no URL' });
          continue;
        }
        const plain = plainUrl(url);
        const defaults = {
          kind: 'feed' as const,
          publisher: null,
          tier: 'unknown' as const,
          zone: 'UTC',
          language: null,
          intervalMinutes: 60,
        };
        const id = await this.sources.insert(manager, {
          ...defaults,
          url: plain,
          title: title || new URL(plain).hostname,
        });
        if (id === undefined) outcome.known += 1;
        else outcome.added += 1;
      }
      const detail = { added: outcome.added, known: outcome.known, rejected: outcome.rejected.length };
      await this.audit.record(manager, {
        actor,
        action: 'source.import',
        subjectKind: 'source',
        subjectId: 'opml',
        detail,
      });
    });
    return outcome;
  }

  async export(): Promise<string> {
    const outlines = (await this.sources.all(this.dataSource)).map(({ url, title }) => ({
      text: title,
      type: 'rss',
      xmlUrl: url,
    }));
    return generateOpml({ head: { title: 'Tradewind' }, body: { outlines } });
  }
}

function outlinesOf(opml: string): Outline[] {
  try {
    return (parseOpml(opml) as { body?: { outlines?: Outline[] } }).body?.outlines ?? [];
  } catch {
    throw new AppError(400, 'request.invalid', 'The request does not have the right form.', {
      errors: [{ field: 'opml', message: 'is no OPML' }],
    });
  }
}

function feedsOf(outlines: readonly Outline[], depth: number): { url: string; title: string }[] {
  if (depth > MOST_DEPTH) return [];
  return outlines.flatMap(({ xmlUrl, title, text, outlines: inner }) => [
    ...(typeof xmlUrl === 'string' ? [{ url: xmlUrl.trim(), title: wordsOf(title) || wordsOf(text) }] : []),
    ...feedsOf(inner ?? [], depth + 1),
  ]);
}

function wordsOf(value: unknown): string {
  return typeof value === 'string' ? storableText(value).replaceAll(/\s+/g, ' ').slice(0, 300).trim() : '';
}
