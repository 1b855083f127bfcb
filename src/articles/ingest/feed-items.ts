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
  const base = nestedBase(context.url, feed.base);
  const site = resolveLink(feed.link, base);
  return feed.items.slice(0, MAX_ITEMS).map((item) => itemOf(item, { feed, base, site }, context));
}

type Surroundings = { feed: RawFeed; base: string; site: string | null };

function itemOf(raw: RawItem, { feed, base, site }: Surroundings, { zone, fetchedAt }: ItemContext): FeedItem {
  const [entryBase, contentBase] = raw.bases;
  const entry = nestedBase(base, entryBase);
  // A relative link of RSS is meant from the site (`/posts/a.html`); Atom has bases of its own.
  const link = resolveLink(raw.link, feed.format === 'atom' ? entry : (site ?? entry));
  const hasBase = [feed.base, ...raw.bases].some((one) => one !== null);
  const contentUrl = nestedBase(hasBase ? entry : pageOf(link, site, entry), contentBase);
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

/** The page that an item's words stand on: its link, unless that leads through a counter on another host (jfroelich/rss-reader#24). */
function pageOf(link: string | null, site: string | null, fallback: string): string {
  if (link === null || site === null) return link ?? site ?? fallback;
  return new URL(link).hostname === new URL(site).hostname ? link : site;
}

function htmlOf(html: string | null, base: string): string | null {
  if (html === null || html.length > MAX_HTML) return null;
  return storableText(resolveLinksInHtml(html, base));
}

/** Titles hold markup and entities here and there, once or twice escaped. */
function plain(text: string | null): string {
  return storableText(textOfHtml(sanitiseArticle(text ?? '')).replaceAll('\n', ' '));
}
