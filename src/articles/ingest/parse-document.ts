import { decodeBytes, type CharsetReason } from '#src/domain/ingest/decode-bytes.js';
import type { FeedItem } from '#src/domain/ingest/feed-item.js';
import { looksLikeMojibake } from '#src/domain/ingest/mojibake.js';
import { itemsOf } from './feed-items.js';
import { readFeed } from './feed-parser.js';
import { guessCharset } from './guess-charset.js';
import { extractPage, type ExtractedPage } from './page-extractor.js';

/** What to make of bytes. `any`: a feed, or else a page. It must cross into a thread, so it holds plain values only. */
export type ParseJob = {
  as: 'feed' | 'page' | 'any';
  bytes: Uint8Array;
  url: string;
  contentType: string | undefined;
  language: string | null;
  zone: string;
  fetchedAt: Date;
};

export type ReadFeed = { title: string | null; site: string | null; language: string | null; items: FeedItem[] };
export type ParsedDocument = {
  charset: string;
  charsetWhy: CharsetReason;
  warnings: string[];
  /** Both null: it is neither, or its bytes cannot be read. */
  feed: ReadFeed | null;
  page: ExtractedPage | null;
};

/** Bytes to a feed or the article of a page. Pure, but dear: see `ThreadedParser`. */
export function parseDocument(job: ParseJob): ParsedDocument {
  const { contentType, language } = job;
  const decoded = decodeBytes(job.bytes, { contentType, language: language ?? undefined, guess: guessCharset });
  const { charset, why: charsetWhy, warnings } = decoded;
  const about = { charset, charsetWhy, feed: null, page: null };
  if (!decoded.isReadable) return { ...about, warnings: [...warnings, 'unreadable'] };
  const found = job.as === 'page' ? undefined : readFeed(decoded.text);
  const all: string[] = [...warnings, ...(found?.warnings ?? [])];
  if (found !== undefined) {
    const items = itemsOf(found.feed, job);
    if (looksLikeMojibake(items.map(({ title }) => title).join('\n'))) all.push('mojibake');
    const { title, link, language: said } = found.feed;
    return { ...about, warnings: all, feed: { title, site: link, language: said, items } };
  }
  if (job.as === 'feed') return { ...about, warnings: all };
  const page = extractPage(decoded.text, job.url);
  if (looksLikeMojibake(`${page.title ?? ''}\n${page.content?.html ?? ''}`)) all.push('mojibake');
  return { ...about, warnings: all, page };
}
