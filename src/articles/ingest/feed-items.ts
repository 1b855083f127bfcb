import { nestedBase, resolveLink, resolveLinksInHtml } from '#src/domain/ingest/base-url.js';
import type { FeedItem } from '#src/domain/ingest/feed-item.js';
import { publishedAt } from '#src/domain/ingest/published-at.js';
import { storableText } from '#src/domain/text/storable.js';
import { sanitiseArticle, textOfHtml } from '../html-text.js';
import type { RawFeed, RawItem } from './raw-feed.js';

const MAX_ITEMS = 500;
const MAX_TITLE = 300;
const MAX_HTML = 500_000;
const MAX_GUID = 2_000;

export type ItemContext = { url: string; zone: string; fetchedAt: Date };

/** The items of a feed as we keep them: links against the URL that answered, the bases of the feed and the page of its site. */
export function itemsOf(feed: RawFeed, context: ItemContext): FeedItem[] {
  const site = resolveLink(feed.link, nestedBase(context.url, feed.base));
  return feed.items.slice(0, MAX_ITEMS).map((item) => itemOf(item, nestedBase(context.url, feed.base), site, context));
}

function itemOf(raw: RawItem, feedBase: string, site: string | null, { zone, fetchedAt }: ItemContext): FeedItem {
  const [entryBase, contentBase] = raw.bases;
  const base = nestedBase(feedBase, entryBase);
  // A relative link of RSS is meant from the site (`/posts/a.html`); only Atom has a base of its own.
  const link = resolveLink(raw.link, raw.bases.some((one) => one !== null) ? base : (site ?? base));
  // Content: its own base, that of the entry, that of the feed, and where nobody says, the page that it stands on.
  const hasBase = raw.bases.some((one) => one !== null) || feedBase !== nestedBase(feedBase);
  const contentUrl = nestedBase(hasBase ? base : (link ?? base), contentBase);
  return {
    guid: raw.guid?.slice(0, MAX_GUID) ?? null,
    link,
    title: plain(raw.title).replaceAll(/\s+/g, ' ').slice(0, MAX_TITLE).trim(),
    html: htmlOf(raw.html, contentUrl),
    summary: htmlOf(raw.summary, contentUrl),
    author: raw.author === null ? null : plain(raw.author).slice(0, 200),
    published: publishedAt(raw.dates, { zone, fetchedAt, from: 'feed' }),
  };
}

function htmlOf(html: string | null, base: string): string | null {
  if (html === null || html.length > MAX_HTML) return null;
  return storableText(resolveLinksInHtml(html, base));
}

/** Titles hold markup and entities here and there, once or twice escaped. */
function plain(text: string | null): string {
  return storableText(textOfHtml(sanitiseArticle(text ?? '')).replaceAll('\n', ' '));
}
