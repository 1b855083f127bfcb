import { Readability } from '@mozilla/readability';
import Defuddle from 'defuddle';
import { resolveLink, resolveLinksInHtml } from '#src/domain/ingest/base-url.js';
import { chooseReading, type ExtractionQuality, type Reader } from '#src/domain/ingest/extraction-choice.js';
import { escapeMarkup } from '#src/domain/text/escape-markup.js';
import { isTooDeep, sanitiseArticle, textOfHtml } from '../html-text.js';
import { attributeOf, metaOf, parsePage, type Page } from './dom.js';
import { jsonLdOf, type JsonLd } from './json-ld.js';

/** What a page was read as. `content` is null when there is no article on it; the rest is what the page says about itself. */
export type ExtractedPage = {
  title: string | null;
  content: { html: string; by: Reader | 'file'; quality: ExtractionQuality } | null;
  author: string | null;
  publisher: string | null;
  /** Texts that may be the date of publication, best first. */
  published: string[];
  language: string | null;
  /** Absolute URL that the page gives as its own. */
  canonical: string | null;
  feeds: string[];
};

/** Scripts and pictures in data URLs aside, a page with more markup than this is no article. */
const MAX_CHARACTERS = 4_000_000;
const MOST_FEEDS = 10;

/**
 * The article of a page, by the ladder of docs/sources.md: defuddle, Readability, JSON-LD, description. Reads and runs nothing but the text given.
 * Costs CPU: call it in a thread that can be ended.
 */
export function extractPage(source: string, url: string): ExtractedPage {
  const html = source.slice(0, MAX_CHARACTERS);
  if (isTooDeep(html)) return NO_PAGE;
  const page = parsePage(html, url);
  const base = resolveLink(attributeOf(page, 'base[href]', 'href'), url) ?? url;
  const jsonLd = jsonLdOf(page);
  const characters = pageText(html).length;
  const readings = readingsOf(html, url, page, jsonLd);
  const candidates = readings.map(({ by, html: read }) => ({ by, text: textOfHtml(sanitiseArticle(read)) }));
  const choice = chooseReading(candidates, { characters, isPaywalled: jsonLd.isPaywalled });
  const chosen = readings.find(({ by }) => by === choice?.by);
  return {
    ...aboutPage(page, jsonLd, base),
    content:
      choice === undefined || chosen === undefined ? null : { ...choice, html: resolveLinksInHtml(chosen.html, base) },
  };
}

/** A CommonJS package: what TypeScript takes for its namespace is the class itself. */
const DefuddleReader = Defuddle as unknown as new (page: Page, options: object) => { parse(): { content: string } };

/** A page that says nothing. */
export const NO_PAGE: ExtractedPage = {
  title: null,
  content: null,
  author: null,
  publisher: null,
  published: [],
  language: null,
  canonical: null,
  feeds: [],
};

type Reading = { by: Reader; html: string };

/** Each reader gets a document of its own, since all of them change what they read. One that fails has read nothing. */
function readingsOf(html: string, url: string, page: Page, jsonLd: JsonLd): Reading[] {
  const description = metaOf(page, 'og:description', 'description', 'twitter:description') ?? jsonLd.description;
  const readings: [Reader, () => string | null][] = [
    ['defuddle', () => readByDefuddle(html, url)],
    ['readability', () => readByReadability(html, url)],
    ['json-ld', () => (jsonLd.body === null ? null : asHtml(jsonLd.body))],
    ['description', () => (description === null ? null : asHtml(description))],
  ];
  return readings.flatMap(([by, read]) => {
    try {
      const found = read();
      return found === null || found.trim() === '' ? [] : [{ by, html: found }];
    } catch {
      return [];
    }
  });
}

function readByDefuddle(html: string, url: string): string | null {
  const page = parsePage(html, url);
  const isWeChat = showWeChat(page);
  // `useAsync` would let it ask third parties, past the guarded fetcher.
  const options = { url, useAsync: false, removeImages: true, ...(isWeChat && { contentSelector: WECHAT }) };
  return new DefuddleReader(page, options).parse().content;
}

function readByReadability(html: string, url: string): string | null {
  const page = parsePage(html, url);
  showWeChat(page);
  // Hidden by style until a script shows it (WeChat), or pushed out of sight: words all the same.
  for (const element of page.querySelectorAll('[style]')) element.removeAttribute('style');
  return new Readability(page, { charThreshold: 100 }).parse()?.content ?? null;
}

const WECHAT = '#js_content';

/** WeChat hides its article until a script has run. Whether it is such a page. */
function showWeChat(page: Page): boolean {
  const article = page.querySelector(WECHAT);
  article?.removeAttribute('style');
  return article !== null;
}

function aboutPage(page: Page, jsonLd: JsonLd, base: string): Omit<ExtractedPage, 'content'> {
  const published = [
    metaOf(
      page,
      'article:published_time',
      'og:published_time',
      'datePublished',
      'pubdate',
      'publishdate',
      'date',
      'dc.date',
    ),
    jsonLd.published,
    attributeOf(page, 'time[datetime]', 'datetime'),
    textAt(page, '#publish_time'),
  ];
  return {
    title: titleOf(page, jsonLd),
    author: metaOf(page, 'author', 'article:author') ?? jsonLd.author,
    publisher: textAt(page, '#js_name') ?? metaOf(page, 'og:site_name') ?? jsonLd.publisher,
    published: published.filter((text) => text !== null).map((text) => text.slice(0, 100)),
    language: page.documentElement?.getAttribute('lang') ?? null,
    canonical: resolveLink(attributeOf(page, 'link[rel="canonical"]', 'href'), base),
    feeds: feedsOf(page, base),
  };
}

/** The headline without the site's name behind it, where the page says which part is which. */
function titleOf(page: Page, jsonLd: JsonLd): string | null {
  const candidates = [
    metaOf(page, 'og:title', 'twitter:title'),
    jsonLd.headline,
    textAt(page, 'h1'),
    textAt(page, 'title'),
  ];
  return candidates.map((text) => text?.replaceAll(/\s+/g, ' ').trim() ?? '').find((text) => text !== '') ?? null;
}

function textAt(page: Page, selector: string): string | null {
  const text = page.querySelector(selector)?.textContent?.replaceAll(/\s+/g, ' ').trim();
  return text === undefined || text === '' ? null : text;
}

function feedsOf(page: Page, base: string): string[] {
  const feeds = [...page.querySelectorAll('link[rel~="alternate"]')]
    .filter((link) =>
      /^application\/(?:rss|atom|rdf|feed)\+(?:xml|json)|^application\/json$|^text\/xml$/i.test(
        link.getAttribute('type') ?? '',
      ),
    )
    .map((link) => resolveLink(link.getAttribute('href'), base))
    .filter((link) => link !== null);
  return [...new Set(feeds)].slice(0, MOST_FEEDS);
}

/** All words that the page shows, its frame included. */
function pageText(html: string): string {
  return textOfHtml(sanitiseArticle(html));
}

function asHtml(text: string): string {
  return /<(?:p|br|div)\b/i.test(text)
    ? text
    : text
        .split(/\n+/)
        .map((line) => `<p>${escapeMarkup(line.trim())}</p>`)
        .join('');
}
