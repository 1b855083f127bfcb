import { isWholeArticle, type ExtractionQuality } from '#src/domain/ingest/extraction-choice.js';
import { publishedAt } from '#src/domain/ingest/published-at.js';
import type { ExtractedPage } from '../ingest/page-extractor.js';
import { hasTitle, textOf } from './feed-intake.js';
import type { ClaimedItem, DateSourceWord } from './source-rows.js';

/** What becomes an article. */
export type ItemContent = {
  title: string;
  html: string;
  publisher: string | null;
  publishedAt: Date;
  dateSource: DateSourceWord;
  quality: ExtractionQuality;
};

/** From the words that the feed carries: whole, or what there is of it. Undefined when there are none, or no title. */
export function contentOfFeed(item: ClaimedItem): ItemContent | undefined {
  const html = item.html ?? item.summary;
  const text = textOf(html);
  if (html === null || !hasTitle(item.title) || !/[\p{L}\p{N}]/u.test(text)) return undefined;
  const quality = item.quality ?? (isWholeArticle(text) ? 'full' : 'summary_only');
  return { title: item.title, html, publisher: null, ...dateOf(item, [], 'UTC'), quality };
}

/** From its page: the title of the feed, unless that is a bare URL. Undefined when there is no article on it, or no title. */
export function contentOfPage(item: ClaimedItem, page: ExtractedPage, zone: string): ItemContent | undefined {
  const title = hasTitle(item.title) ? item.title : (page.title ?? '').slice(0, 300);
  if (page.content === null || title === '') return undefined;
  const { html, quality } = page.content;
  return { title, html, publisher: page.publisher, ...dateOf(item, page.published, zone), quality };
}

/** The better of what the page gives and what the feed carried. */
export function betterOf(page: ItemContent | undefined, feed: ItemContent | undefined): ItemContent | undefined {
  if (page === undefined || feed === undefined) return page ?? feed;
  return page.quality === 'summary_only' && textOf(feed.html).length > textOf(page.html).length ? feed : page;
}

/** The feed's date counts, then the page's, then the day on which we saw the item first. */
function dateOf(item: ClaimedItem, texts: readonly string[], zone: string) {
  if (item.publishedAt !== null) return { publishedAt: item.publishedAt, dateSource: item.dateSource };
  const { at, source } = publishedAt(texts, { zone, fetchedAt: item.firstSeenAt, from: 'page' });
  return { publishedAt: at, dateSource: source };
}
