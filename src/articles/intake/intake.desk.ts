import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { publishedAt } from '#src/domain/ingest/published-at.js';
import { Clock } from '#src/foundation/clock/clock.js';
import { AppError } from '#src/foundation/http/app-error.js';
import { ArticleDesk } from '../article.desk.js';
import type { AddOutcome } from '../article-intake.js';
import type { AddArticle } from '../article.dto.js';
import { DocumentParser } from '../ingest/document-parser.js';
import type { ExtractedPage } from '../ingest/page-extractor.js';
import { HostBook, type Robots } from '../sources/host-book.js';
import { PageReader, type PageOutcome } from '../sources/page-reader.js';
import type { FromFile, FromUrl } from './intake.dto.js';
import { kindOfFile } from './file-kind.js';

/** How long an editor waits for a host that somebody else visits, or whose pause is not over. */
const PATIENCE_MS = 15_000;
const LOOK_MS = 250;

/** Articles that an editor brings: by its URL, or as a file. */
@Injectable()
export class IntakeDesk {
  constructor(
    private readonly pages: PageReader,
    private readonly hosts: HostBook,
    private readonly parser: DocumentParser,
    private readonly desk: ArticleDesk,
    private readonly clock: Clock,
  ) {}

  async fromUrl(input: FromUrl, actor: string): Promise<AddOutcome> {
    const url = new URL(input.url);
    url.hash = '';
    const outcome = await this.visit(url, input);
    if (outcome.kind !== 'read')
      throw unreadable('url', outcome.kind === 'robots' ? 'robots-unreachable' : outcome.code);
    const { page } = outcome.document;
    if (!page?.content) throw unreadable('url', 'page.no-article');
    const dated = publishedAt(page.published, { zone: input.zone, fetchedAt: this.clock.now(), from: 'page' });
    return this.desk.add(
      {
        ...asArticle(page, input, url.hostname),
        sourceUrl: outcome.url,
        ...(dated.source === 'page' && { publishedAt: dated.at.toISOString() }),
      },
      actor,
    );
  }

  /** A kind that we do not read is a 415, a file that is not what it says a 422. */
  async fromFile(bytes: Uint8Array, input: FromFile, actor: string): Promise<AddOutcome> {
    const kind = kindOfFile(input.fileName, bytes);
    if (kind === undefined)
      throw new AppError(
        415,
        'article.file-kind',
        'The file must be .txt, .md, .html, .htm or .docx.',
        field('fileName', 'names none of these'),
      );
    const parsed = await this.parser.parse({
      as: kind,
      bytes,
      url: input.sourceUrl ?? 'https://file.invalid/',
      contentType: undefined,
      language: input.language ?? null,
      zone: 'UTC',
      fetchedAt: this.clock.now(),
    });
    if (parsed.kind === 'failed') throw unreadable('file', `file.${parsed.code}`);
    const { page, warnings } = parsed.document;
    if (warnings.includes('unreadable') || !page?.content) throw unreadable('file', 'file.unreadable');
    const name = input.fileName.replace(/^.*[/\\]/, '').replace(/\.[^.]*$/, '');
    const article = asArticle(page, input, name === '' ? input.fileName : name);
    return this.desk.add({ ...article, ...(input.sourceUrl !== undefined && { sourceUrl: input.sourceUrl }) }, actor);
  }

  /** As a visitor like any other: one at a time at the host, robots.txt first. */
  private async visit(url: URL, { zone, language }: FromUrl): Promise<PageOutcome> {
    const token = randomUUID();
    let robots = await this.takeHost(url.hostname, token);
    let pauseSeconds = 0;
    try {
      const request = { url: url.href, zone, language: language ?? null, fetchedAt: this.clock.now() };
      let outcome = await this.pages.visit({ ...request, robots });
      if (outcome.kind === 'robots') {
        robots = await this.hosts.robotsOf(url.hostname);
        outcome = await this.pages.visit({ ...request, robots });
      }
      ({ pauseSeconds } = outcome);
      return outcome;
    } finally {
      await this.hosts.leave(url.hostname, token, pauseSeconds);
    }
  }

  private async takeHost(host: string, token: string): Promise<Robots> {
    for (let waited = 0; waited <= PATIENCE_MS; waited += LOOK_MS) {
      const robots = await this.hosts.take(host, token);
      if (robots !== undefined) return robots;
      await sleep(LOOK_MS);
    }
    throw new AppError(
      503,
      'article.host-busy',
      'The host was visited a moment ago. Try again in a little while.',
      field('url', 'has a host that is busy'),
    );
  }
}

function asArticle(
  page: ExtractedPage,
  given: { title?: string | undefined; publisher?: string | undefined; language?: AddArticle['language'] },
  fallback: string,
) {
  const { content, title, publisher } = page;
  const words = given.title ?? title ?? '';
  const by = given.publisher ?? publisher;
  return {
    title: (words.trim() === '' ? fallback : words).slice(0, 300).trim(),
    html: content?.html ?? '',
    ...(by !== null && by.trim() !== '' && { publisher: by.slice(0, 200) }),
    ...(given.language !== undefined && { language: given.language }),
  };
}

function unreadable(name: 'url' | 'file', reason: string): AppError {
  const hint = REASONS[reason] ?? 'cannot be read';
  return new AppError(422, 'article.unreadable', `The ${name} ${hint} (${reason}).`, {
    reason,
    ...field(name, `${hint} (${reason})`),
  });
}

function field(name: string, message: string): { errors: { field: string; message: string }[] } {
  return { errors: [{ field: name, message }] };
}

const REASONS: Readonly<Record<string, string>> = {
  robots: 'may not be fetched by programs (robots.txt); paste the text, or use the bookmarklet',
  'robots-unreachable':
    'has a site that does not say now whether programs may fetch it (robots.txt); try again later, or paste the text',
  'fetch.address': 'leads into a private network; FETCH_ALLOW opens it',
  'fetch.port': 'uses another port than 80 and 443; FETCH_ALLOW opens it',
  'fetch.name': 'has a host that does not exist',
  'fetch.type': 'is no web page; upload a file instead',
  'fetch.too-large': 'holds more than can be read',
  'page.no-article': 'holds no article that can be read; paste the text, or use the bookmarklet',
  'page.too-slow': 'took too long to read',
  'file.too-slow': 'took too long to read',
  'file.unreadable': 'holds no words that can be read',
};
