import { Injectable } from '@nestjs/common';
import { choosePolicy } from '#src/domain/ingest/identity-policy.js';
import { Clock } from '#src/foundation/clock/clock.js';
import { Fetcher } from '#src/foundation/fetcher/fetch-outcome.js';
import { AppError } from '#src/foundation/http/app-error.js';
import { DocumentParser } from '../ingest/document-parser.js';
import type { ParsedDocument } from '../ingest/parse-document.js';
import { rowsOf, textOf } from './feed-intake.js';
import type { SourcePreview } from './source.dto.js';

const MAX_BYTES = 10_485_760;
/** Where feeds usually are when a site does not say so. */
const USUAL_PLACES = ['/feed', '/rss.xml', '/atom.xml'];
const SHOWN_ITEMS = 20;

type Wanted = { url: string; kind: 'feed' | 'page'; zone: string; language: string | null };
type Found = { url: string; document: ParsedDocument };

/** Looks at a source before it is one. Stores nothing. */
@Injectable()
export class SourceProber {
  constructor(
    private readonly fetcher: Fetcher,
    private readonly parser: DocumentParser,
    private readonly clock: Clock,
  ) {}

  /** What a visit would bring. A site's own URL leads to its feed. Throws 422 with what is wrong with the URL. */
  async preview(wanted: Wanted): Promise<SourcePreview> {
    const { url, document } = await this.find(wanted);
    const { charset, charsetWhy, warnings, feed, page } = document;
    const about = { url, charset, charsetWhy, warnings };
    if (feed !== null) {
      const policy = feed.items.length === 0 ? null : choosePolicy(feed.items);
      const rows = rowsOf(feed.items, policy ?? 'link', false).slice(0, SHOWN_ITEMS);
      const items = rows.map((row, at) => ({
        title: row.title,
        link: row.link,
        publishedAt: feed.items[at]?.published.at.toISOString() ?? '',
        dateSource: row.dateSource,
        characters: textOf(row.html).length,
        needsPage: row.needsPage,
        warnings: row.warnings,
      }));
      return { ...about, kind: 'feed', title: feed.title, language: feed.language, identityPolicy: policy, items };
    }
    const title = page?.title ?? null;
    const characters = textOf(page?.content?.html ?? null).length;
    const item = {
      title: title ?? url,
      link: url,
      publishedAt: this.clock.now().toISOString(),
      dateSource: 'fetched',
      characters,
      needsPage: false,
      warnings: [],
    };
    return { ...about, kind: 'page', title, language: page?.language ?? null, identityPolicy: null, items: [item] };
  }

  private async find(wanted: Wanted): Promise<Found> {
    const first = await this.read(wanted.url, wanted);
    if (typeof first === 'string') throw fault(first);
    const { document } = first;
    if (wanted.kind === 'page') {
      if (document.page?.content) return first;
      throw fault('page.no-article');
    }
    if (document.feed !== null) return { url: wanted.url, document };
    // Redirects are followed; what is guessed is guessed there.
    const guesses = USUAL_PLACES.map((place) => new URL(place, first.url).href);
    const places = document.page?.feeds.length ? document.page.feeds.slice(0, 3) : guesses;
    for (const url of places) {
      const found = await this.read(url, wanted);
      if (typeof found !== 'string' && found.document.feed !== null) return { url, document: found.document };
    }
    throw fault('feed.not-a-feed');
  }

  private async read(url: string, { kind, zone, language }: Wanted): Promise<Found | string> {
    const fetched = await this.fetcher.fetch({ url, maxBytes: MAX_BYTES });
    if (fetched.kind !== 'answer') return `fetch.${fetched.reason}`;
    if (fetched.status !== 200) return `http.${fetched.status}`;
    const parsed = await this.parser.parse({
      as: kind === 'page' ? 'page' : 'any',
      bytes: fetched.body,
      url: fetched.url,
      contentType: fetched.headers['content-type'],
      language,
      zone,
      fetchedAt: this.clock.now(),
    });
    if (parsed.kind === 'failed') return `${kind}.${parsed.code}`;
    return { url: fetched.url, document: parsed.document };
  }
}

function fault(reason: string): AppError {
  const message = REASONS[reason] ?? 'could not be read';
  return new AppError(422, 'source.unusable', `The URL ${message} (${reason}).`, {
    reason,
    errors: [{ field: 'url', message: `${message} (${reason})` }],
  });
}

const REASONS: Readonly<Record<string, string>> = {
  'fetch.address': 'leads into a private network; FETCH_ALLOW opens it',
  'fetch.port': 'uses another port than 80 and 443; FETCH_ALLOW opens it',
  'fetch.name': 'has a host that does not exist',
  'fetch.connect': 'has a host that does not answer',
  'fetch.tls': 'has a certificate that is not valid',
  'fetch.timeout': 'took too long to answer',
  'fetch.too-large': 'holds more than can be read',
  'feed.not-a-feed': 'is no feed, and no feed of its site was found; a page can be watched with kind "page"',
  'page.no-article': 'holds no article that can be read',
};
