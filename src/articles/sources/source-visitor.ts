import { Injectable } from '@nestjs/common';
import { verdictOf } from '#src/domain/ingest/poll-verdict.js';
import { conditionalHeaders, nextValidators, type Validators } from '#src/domain/ingest/validators.js';
import { Clock } from '#src/foundation/clock/clock.js';
import { Fetcher, type Answer, type FetchOutcome } from '#src/foundation/fetcher/fetch-outcome.js';
import { sha256 } from '#src/foundation/tokens/sha256.js';
import { DocumentParser } from '../ingest/document-parser.js';
import type { ParsedDocument } from '../ingest/parse-document.js';
import type { ClaimedSource } from './source-rows.js';
import type { Visit } from './source-visit.js';

const MAX_FEED_BYTES = 10_485_760;
const ACCEPT =
  'application/rss+xml,application/atom+xml,application/rdf+xml,application/feed+json,application/xml;q=0.9,text/xml;q=0.9,text/html;q=0.7,*/*;q=0.5';

type Asked = Pick<ClaimedSource, 'url' | 'kind' | 'zone' | 'language' | 'bodyHash'> & { validators: Validators };

/** Asks a source what is new. Writes nothing, so a preview is the same visit. */
@Injectable()
export class SourceVisitor {
  constructor(
    private readonly fetcher: Fetcher,
    private readonly parser: DocumentParser,
    private readonly clock: Clock,
  ) {}

  async visit(source: Asked): Promise<Visit> {
    const at = this.clock.now();
    const headers = { accept: ACCEPT, ...conditionalHeaders(source.validators, source.url, at) };
    const fetched = await this.fetcher.fetch({ url: source.url, headers, maxBytes: MAX_FEED_BYTES });
    if (fetched.kind !== 'answer') return failed(fetched, at, `fetch.${fetched.reason}`);
    const verdict = verdictOf(fetched, at);
    const told = { ...about(fetched, at), validators: nextValidators(source.validators, fetched, at) };
    switch (verdict.kind) {
      case 'fresh':
        return this.read(fetched, source, told);
      case 'unchanged':
        return { ...told, outcome: 'unchanged' };
      case 'later':
        return {
          ...about(fetched, at),
          outcome: 'later',
          code: `http.${fetched.status}`,
          askedSeconds: verdict.seconds,
        };
      case 'gone':
        return { ...about(fetched, at), outcome: 'gone', code: 'http.410' };
      case 'failed':
        return { ...about(fetched, at), outcome: 'failed', code: verdict.code };
    }
  }

  private async read(answer: Answer, source: Asked, told: Omit<Visit, 'outcome'>): Promise<Visit> {
    const bodyHash = sha256(answer.body.toString('latin1'));
    // Servers that know no conditions, or whose Last-Modified is always now.
    if (bodyHash === source.bodyHash) return { ...told, outcome: 'same', bodyHash };
    const parsed = await this.parser.parse({
      as: source.kind === 'page' ? 'page' : 'feed',
      bytes: answer.body,
      url: answer.url,
      contentType: answer.headers['content-type'],
      language: source.language,
      zone: source.zone,
      fetchedAt: told.at,
    });
    if (parsed.kind === 'failed') return withoutValidators(told, `${source.kind}.${parsed.code}`);
    const { document } = parsed;
    const known = { ...told, charset: document.charset, charsetWhy: document.charsetWhy, warnings: document.warnings };
    const code = faultOf(document, source.kind);
    if (code !== undefined) return withoutValidators(known, code);
    return {
      ...known,
      outcome: 'fresh',
      bodyHash,
      ...(document.feed !== null && { feed: document.feed }),
      ...(document.page !== null && { page: document.page }),
    };
  }
}

function faultOf({ feed, page, warnings }: ParsedDocument, kind: Asked['kind']): string | undefined {
  if (warnings.includes('unreadable')) return `${kind}.unreadable`;
  if (kind === 'page') return page?.content ? undefined : 'page.no-article';
  return feed === null ? 'feed.not-a-feed' : undefined;
}

/** What could not be read must be sent again, so nothing that would keep the server from it is kept. */
function withoutValidators({ validators: _, ...told }: Omit<Visit, 'outcome'>, code: string): Visit {
  return { ...told, outcome: 'failed', code };
}

function failed(fetched: Exclude<FetchOutcome, Answer>, at: Date, code: string): Visit {
  const status = fetched.kind === 'failed' ? fetched.status : null;
  return { ...NOTHING, outcome: 'failed', code, status, milliseconds: fetched.milliseconds, at, hops: fetched.hops };
}

function about({ status, wireBytes, milliseconds, hops }: Answer, at: Date): Omit<Visit, 'outcome'> {
  return { ...NOTHING, status, bytes: wireBytes, milliseconds, hops, at };
}

const NOTHING = {
  code: null,
  status: null,
  bytes: 0,
  charset: null,
  charsetWhy: null,
  warnings: [] as string[],
};
