import { isWholeArticle, type ExtractionQuality } from '#src/domain/ingest/extraction-choice.js';
import type { FeedItem } from '#src/domain/ingest/feed-item.js';
import { keysOf, type IdentityPolicy, type ItemKeys } from '#src/domain/ingest/identity-policy.js';
import { looksLikeMojibake } from '#src/domain/ingest/mojibake.js';
import { readUrl } from '#src/domain/ingest/base-url.js';
import { sha256 } from '#src/foundation/tokens/sha256.js';
import { sanitiseArticle, textOfHtml } from '../html-text.js';

/** An item as `keep-items.sql` writes it. */
export type ItemRow = {
  id: string | null;
  identity: string;
  /** Null also for a link that several items of one fetch have: it leads to none of them. */
  linkKey: string | null;
  titleKey: string | null;
  publishedAt: string | null;
  fingerprint: string;
  state: 'waiting' | 'skipped';
  code: string | null;
  title: string;
  link: string | null;
  host: string | null;
  html: string | null;
  summary: string | null;
  author: string | null;
  dateSource: 'feed' | 'page' | 'fetched';
  warnings: string[];
  needsPage: boolean;
  /** Known for a page that is watched; null: it will be seen when the item is read. */
  quality: ExtractionQuality | null;
};

/** A source that is new brings its newest items; the rest of its archive is known from then on, and not read. */
const FIRST_ITEMS = 30;

/** The rows of one fetch, in its order, not yet matched with what is known. Keys are hashes, since links have no useful bound. */
export function rowsOf(items: readonly FeedItem[], policy: IdentityPolicy, isFirstFetch: boolean): ItemRow[] {
  const keys = keysOf(items, policy);
  const shared = sharedLinks(items);
  const archive = isFirstFetch ? archiveOf(items) : new Set<FeedItem>();
  return items.flatMap((item, at) => {
    const key = keys[at];
    return key === undefined
      ? []
      : [rowOf(item, key, { isArchive: archive.has(item), isShared: shared.has(item.link) })];
  });
}

export function rowKeys(row: ItemRow): ItemKeys {
  const { identity, linkKey, titleKey, publishedAt } = row;
  return { identity, link: linkKey, title: titleKey, publishedAt: publishedAt === null ? null : new Date(publishedAt) };
}

function rowOf(
  item: FeedItem,
  key: ItemKeys,
  { isArchive, isShared }: { isArchive: boolean; isShared: boolean },
): ItemRow {
  const body = textOf(item.html);
  const summary = textOf(item.summary);
  const isEmpty = item.link === null && !/[\p{L}\p{N}]/u.test(body);
  const { at, source, warning } = item.published;
  const link = item.link === null ? undefined : readUrl(item.link);
  return {
    id: null,
    identity: sha256(key.identity),
    linkKey: key.link === null || isShared ? null : sha256(key.link),
    titleKey: key.title === null ? null : sha256(key.title),
    publishedAt: source === 'fetched' ? null : at.toISOString(),
    fingerprint: sha256(`${item.title}\n${body}\n${summary}`),
    state: isArchive || isEmpty ? 'skipped' : 'waiting',
    code: isArchive ? 'archive' : isEmpty ? 'empty' : null,
    title: item.title,
    link: item.link,
    host: link?.hostname ?? null,
    html: item.html,
    summary: item.summary,
    author: item.author,
    dateSource: source,
    warnings: [
      ...(warning === undefined ? [] : [warning]),
      ...(looksLikeMojibake(`${item.title}\n${body}`) ? ['mojibake'] : []),
    ],
    needsPage: link !== undefined && !isShared && (!isWholeArticle(body) || !hasTitle(item.title)),
    quality: null,
  };
}

/** A bare URL is no title; the page has one. */
export function hasTitle(title: string): boolean {
  return title !== '' && !/^https?:\/\/\S+$/i.test(title);
}

export function textOf(html: string | null): string {
  return html === null ? '' : textOfHtml(sanitiseArticle(html));
}

function archiveOf(items: readonly FeedItem[]): Set<FeedItem> {
  const newest = [...items].sort((a, b) => b.published.at.getTime() - a.published.at.getTime());
  return new Set(newest.slice(FIRST_ITEMS));
}

function sharedLinks(items: readonly FeedItem[]): Set<string | null> {
  const seen = new Set<string>();
  return new Set(items.map(({ link }) => link).filter((link) => link !== null && (seen.has(link) || !seen.add(link))));
}
