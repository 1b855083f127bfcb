import { textOrNull, type RawFeed, type RawItem } from './raw-feed.js';

type Maybe<T> = T | undefined;
/** The parts of feedsmith's results that we read. All of them may be missing, since a feed may leave out anything. */
type Extra = {
  dc?: Maybe<{
    dates?: Maybe<unknown[]>;
    creators?: Maybe<unknown[]>;
    languages?: Maybe<unknown[]>;
    identifiers?: Maybe<unknown[]>;
  }>;
  content?: Maybe<{ encoded?: unknown }>;
  atom?: Maybe<{ links?: Maybe<{ href?: unknown; rel?: unknown }[]>; published?: unknown; updated?: unknown }>;
};
type RssItem = Extra & {
  title?: unknown;
  link?: unknown;
  description?: unknown;
  guid?: Maybe<{ value?: unknown; isPermaLink?: unknown }>;
  pubDate?: unknown;
  authors?: Maybe<unknown[]>;
};
type Rss = Extra & { title?: unknown; link?: unknown; language?: unknown; items?: Maybe<RssItem[]> };
type RdfItem = Extra & { title?: unknown; link?: unknown; description?: unknown; rdf?: Maybe<{ about?: unknown }> };
type Rdf = Extra & { title?: unknown; link?: unknown; items?: Maybe<RdfItem[]> };
type JsonItem = {
  id?: unknown;
  url?: unknown;
  external_url?: unknown;
  title?: unknown;
  content_html?: unknown;
  content_text?: unknown;
  summary?: unknown;
  date_published?: unknown;
  date_modified?: unknown;
  authors?: Maybe<{ name?: unknown }[]>;
};
type Json = { title?: unknown; home_page_url?: unknown; language?: unknown; items?: Maybe<JsonItem[]> };

export function readRss(feed: Rss): RawFeed {
  return {
    format: 'rss',
    title: textOrNull(feed.title),
    link: textOrNull(feed.link),
    base: null,
    language: textOrNull(feed.language) ?? textOrNull(feed.dc?.languages?.[0]),
    items: (feed.items ?? []).map(rssItem),
  };
}

function rssItem(item: RssItem): RawItem {
  const guid = textOrNull(item.guid?.value) ?? textOrNull(item.dc?.identifiers?.[0]);
  const permaLink = guid !== null && item.guid?.isPermaLink !== false && /^https?:\/\//i.test(guid) ? guid : null;
  const link =
    textOrNull(item.link) ?? permaLink ?? textOrNull(item.atom?.links?.find(({ rel }) => rel !== 'self')?.href);
  return {
    guid,
    link,
    bases: [],
    title: textOrNull(item.title),
    ...texts(textOrNull(item.content?.encoded), textOrNull(item.description)),
    author: textOrNull(item.dc?.creators?.[0]) ?? nameOf(item.authors?.[0]),
    dates: [item.pubDate, item.dc?.dates?.[0], item.atom?.published, item.atom?.updated].map(textOrNull),
  };
}

export function readRdf(feed: Rdf): RawFeed {
  return {
    format: 'rdf',
    title: textOrNull(feed.title),
    link: textOrNull(feed.link),
    base: null,
    language: textOrNull(feed.dc?.languages?.[0]),
    items: (feed.items ?? []).map((item) => ({
      guid: textOrNull(item.rdf?.about),
      link: textOrNull(item.link) ?? textOrNull(item.rdf?.about),
      bases: [],
      title: textOrNull(item.title),
      ...texts(textOrNull(item.content?.encoded), textOrNull(item.description)),
      author: textOrNull(item.dc?.creators?.[0]),
      dates: [textOrNull(item.dc?.dates?.[0])],
    })),
  };
}

export function readJsonFeed(feed: Json): RawFeed {
  return {
    format: 'json',
    title: textOrNull(feed.title),
    link: textOrNull(feed.home_page_url),
    base: null,
    language: textOrNull(feed.language),
    items: (feed.items ?? []).map((item) => ({
      guid: typeof item.id === 'number' ? String(item.id) : textOrNull(item.id),
      link: textOrNull(item.url) ?? textOrNull(item.external_url),
      bases: [],
      title: textOrNull(item.title),
      ...texts(textOrNull(item.content_html) ?? asHtml(textOrNull(item.content_text)), textOrNull(item.summary)),
      author: textOrNull(item.authors?.[0]?.name),
      dates: [textOrNull(item.date_published), textOrNull(item.date_modified)],
    })),
  };
}

/** Some feeds write the article where the summary belongs, and a summary where the article belongs: the longer one is the article. */
export function texts(content: string | null, summary: string | null): { html: string | null; summary: string | null } {
  if (content === null || summary === null) return { html: content ?? summary, summary };
  return content.length >= summary.length ? { html: content, summary } : { html: summary, summary: content };
}

function asHtml(text: string | null): string | null {
  return text?.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll(/\n+/g, '<br>') ?? null;
}

function nameOf(author: unknown): string | null {
  if (typeof author !== 'object' || author === null) return textOrNull(author);
  return 'name' in author ? textOrNull(author.name) : null;
}
