import { Injectable } from '@nestjs/common';
import { verdictOf } from '#src/domain/ingest/poll-verdict.js';
import { Clock } from '#src/foundation/clock/clock.js';
import { Fetcher, type Answer } from '#src/foundation/fetcher/fetch-outcome.js';
import { DocumentParser } from '../ingest/document-parser.js';
import type { ParsedDocument } from '../ingest/parse-document.js';
import { HostBook, type Robots } from './host-book.js';
import { MAX_ROBOTS_BYTES, ruleOf } from './robots-rules.js';

/** `read`: its article may still be missing. `refused`: asking again gives the same. `later`: it may not. */
export type PageOutcome =
  | { kind: 'read'; url: string; document: ParsedDocument; pauseSeconds: number }
  | { kind: 'refused'; code: string; pauseSeconds: number }
  | { kind: 'later'; code: string; seconds: number | undefined; pauseSeconds: number }
  /** robots.txt was fetched; the page is for the next visit. */
  | { kind: 'robots'; pauseSeconds: number };

export type PageRequest = { url: string; zone: string; language: string | null; robots: Robots; fetchedAt: Date };

export const PAGE_TYPES = ['text/*', 'application/xhtml+xml', 'application/xml'];
const ACCEPT = 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.5';

/** Fetches pages for people to read: only what robots.txt allows, parsed in a thread. The caller holds the host. */
@Injectable()
export class PageReader {
  constructor(
    private readonly fetcher: Fetcher,
    private readonly parser: DocumentParser,
    private readonly hosts: HostBook,
    private readonly clock: Clock,
  ) {}

  /** One request: that of robots.txt when it is not known yet, else the page's. */
  async visit(request: PageRequest): Promise<PageOutcome> {
    const ruling = ruleOf(request.url, request.robots, this.clock.now());
    const pauseSeconds = ruling.delaySeconds;
    switch (ruling.may) {
      case 'ask':
        return this.askRobots(request.url);
      case 'no':
        return { kind: 'refused', code: 'robots', pauseSeconds };
      case 'unknown':
        return { kind: 'later', code: 'robots-unreachable', seconds: 3_600, pauseSeconds };
      case 'yes':
        return this.readPage(request, pauseSeconds);
    }
  }

  private async askRobots(url: string): Promise<PageOutcome> {
    const { origin, hostname } = new URL(url);
    const fetched = await this.fetcher.fetch({
      url: `${origin}/robots.txt`,
      maxBytes: MAX_ROBOTS_BYTES,
      timeoutMs: 10_000,
    });
    if (fetched.kind === 'blocked') return { kind: 'refused', code: `fetch.${fetched.reason}`, pauseSeconds: 0 };
    const at = this.clock.now().toISOString();
    // A file that is too large to read, or is none, rules nothing out: it cannot be obeyed.
    const isUnreadable = fetched.kind === 'failed' && fetched.status !== null;
    const robots =
      fetched.kind === 'answer'
        ? { status: fetched.status, text: fetched.status === 200 ? storable(fetched.body) : '', at }
        : { status: isUnreadable ? 404 : 0, text: '', at };
    await this.hosts.keepRobots(hostname, origin, robots);
    return { kind: 'robots', pauseSeconds: 0 };
  }

  private async readPage(request: PageRequest, pauseSeconds: number): Promise<PageOutcome> {
    const fetched = await this.fetcher.fetch({ url: request.url, types: PAGE_TYPES, headers: { accept: ACCEPT } });
    if (fetched.kind === 'blocked') return { kind: 'refused', code: `fetch.${fetched.reason}`, pauseSeconds };
    if (fetched.kind === 'failed') {
      const code = `fetch.${fetched.reason}`;
      return LASTING.has(fetched.reason)
        ? { kind: 'refused', code, pauseSeconds }
        : { kind: 'later', code, seconds: undefined, pauseSeconds };
    }
    const verdict = verdictOf(fetched, this.clock.now());
    switch (verdict.kind) {
      case 'fresh':
        return this.parse(fetched, request, pauseSeconds);
      case 'later':
        return {
          kind: 'later',
          code: `http.${fetched.status}`,
          seconds: verdict.seconds,
          pauseSeconds: verdict.seconds ?? 0,
        };
      default: {
        const code = `http.${fetched.status}`;
        return fetched.status >= 500
          ? { kind: 'later', code, seconds: undefined, pauseSeconds }
          : { kind: 'refused', code, pauseSeconds };
      }
    }
  }

  private async parse(answer: Answer, request: PageRequest, pauseSeconds: number): Promise<PageOutcome> {
    const { zone, language, fetchedAt } = request;
    const parsed = await this.parser.parse({
      as: 'page',
      bytes: answer.body,
      url: answer.url,
      contentType: answer.headers['content-type'],
      language,
      zone,
      fetchedAt,
    });
    if (parsed.kind === 'failed') return { kind: 'refused', code: `page.${parsed.code}`, pauseSeconds };
    return { kind: 'read', url: answer.url, document: parsed.document, pauseSeconds };
  }
}

/** Failures that the same page gives tomorrow as well. */
const LASTING = new Set<string>(['too-large', 'ratio', 'encoding', 'type', 'redirects', 'protocol']);

function storable(body: Buffer): string {
  return body.toString('utf8').replaceAll('\u0000', '').toWellFormed();
}
