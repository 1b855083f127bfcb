import { decodeBytes, type CharsetReason } from '#src/domain/ingest/decode-bytes.js';
import type { FeedItem } from '#src/domain/ingest/feed-item.js';
import { readMarkdown } from '#src/domain/ingest/markdown.js';
import { looksLikeMojibake } from '#src/domain/ingest/mojibake.js';
import { escapeMarkup } from '#src/domain/text/escape-markup.js';
import { storableText } from '#src/domain/text/storable.js';
import { readDocx } from './docx.js';
import { itemsOf } from './feed-items.js';
import { readFeed } from './feed-parser.js';
import { guessCharset } from './guess-charset.js';
import { extractPage, NO_PAGE, type ExtractedPage } from './page-extractor.js';

/** What to make of bytes. `any`: a feed, or else a page. It must cross into a thread, so it holds plain values only. */
export type ParseJob = {
  as: 'feed' | 'page' | 'any' | 'text' | 'markdown' | 'docx';
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
  /** Both null: it is neither, or its bytes cannot be read. A file of words is a page, too. */
  feed: ReadFeed | null;
  page: ExtractedPage | null;
};

/** Bytes to a feed, the article of a page, or the words of a file. Reads nothing but the bytes, but is dear: see `ThreadedParser`. */
export async function parseDocument(job: ParseJob): Promise<ParsedDocument> {
  if (job.as !== 'docx') return parseText(job);
  const html = await readDocx(job.bytes);
  const about = { charset: 'utf-8', charsetWhy: 'document' as const, feed: null };
  return {
    ...about,
    warnings: html === undefined ? ['unreadable'] : [],
    page: html === undefined ? null : asPage(null, html),
  };
}

function parseText(job: ParseJob): ParsedDocument {
  const { contentType, language } = job;
  const decoded = decodeBytes(job.bytes, { contentType, language: language ?? undefined, guess: guessCharset });
  const { charset, why: charsetWhy, warnings } = decoded;
  const about = { charset, charsetWhy, feed: null, page: null };
  if (!decoded.isReadable) return { ...about, warnings: [...warnings, 'unreadable'] };
  if (job.as === 'text' || job.as === 'markdown') {
    const mojibake = looksLikeMojibake(decoded.text) ? ['mojibake'] : [];
    return { ...about, warnings: [...warnings, ...mojibake], page: wordsOf(decoded.text, job.as) };
  }
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

function wordsOf(source: string, as: 'text' | 'markdown'): ExtractedPage {
  const text = storableText(source);
  if (as === 'markdown') {
    const { title, html } = readMarkdown(text);
    return asPage(title, html);
  }
  const paragraphs = text.split('\n').filter((line) => line.trim() !== '');
  return asPage(null, paragraphs.map((line) => `<p>${escapeMarkup(line.trim())}</p>`).join('\n'));
}

function asPage(title: string | null, html: string): ExtractedPage {
  return { ...NO_PAGE, title, content: { html, by: 'file', quality: 'full' } };
}
