import { escapeMarkup } from '#src/domain/text/escape-markup.js';
import { texts } from './feed-rss.js';
import { textOrNull, type RawFeed, type RawItem } from './raw-feed.js';

type Maybe<T> = T | undefined;
type Xml = { xml?: Maybe<{ base?: unknown; lang?: unknown }> };
type Text = string | (Xml & { value?: unknown; type?: unknown; src?: unknown }) | undefined;
type Link = { href?: unknown; rel?: unknown; type?: unknown };
type Entry = Xml & {
  id?: unknown;
  title?: unknown;
  links?: Maybe<Link[]>;
  content?: unknown;
  summary?: unknown;
  published?: unknown;
  updated?: unknown;
  authors?: Maybe<{ name?: unknown }[]>;
};
type Feed = Xml & { title?: unknown; links?: Maybe<Link[]>; entries?: Maybe<Entry[]> };

export function readAtom(feed: Feed): RawFeed {
  return {
    format: 'atom',
    title: plainOf(feed.title),
    link: linkOf(feed.links),
    base: textOrNull(feed.xml?.base),
    language: textOrNull(feed.xml?.lang),
    items: (feed.entries ?? []).map((entry) => entryOf(entry)),
  };
}

function entryOf(entry: Entry): RawItem {
  const content = entry.content as Text;
  return {
    guid: textOrNull(entry.id),
    link: linkOf(entry.links),
    bases: [textOrNull(entry.xml?.base), typeof content === 'object' ? textOrNull(content.xml?.base) : null],
    title: plainOf(entry.title),
    ...texts(htmlOf(content), htmlOf(entry.summary as Text)),
    author: textOrNull(entry.authors?.[0]?.name),
    dates: [textOrNull(entry.published), textOrNull(entry.updated)],
  };
}

/** RFC 4287 §4.2.7.2: a link without `rel` is an alternate one; a page is preferred to other types. */
function linkOf(links: Link[] | undefined): string | null {
  const alternates = (links ?? []).filter(({ rel }) => rel === undefined || rel === 'alternate');
  const page = alternates.find(({ type }) => type === undefined || (typeof type === 'string' && /html/i.test(type)));
  return textOrNull((page ?? alternates[0])?.href);
}

/** RFC 4287 §3.1: a text construct of type `text` (the default) is no markup. */
function htmlOf(text: Text): string | null {
  if (typeof text !== 'object') return text === undefined ? null : textOrNull(escapeMarkup(text));
  const value = textOrNull(text.value);
  const type = textOrNull(text.type)?.toLowerCase() ?? 'text';
  if (value === null) return null;
  // Many feeds leave out the type and write HTML.
  return type === 'text' && !/<\/?(?:p|br|div|a|img|ul|li)\b/i.test(value) ? escapeMarkup(value) : value;
}

/** A title: kept with its markup, which the reader of items takes out. */
function plainOf(value: unknown): string | null {
  const text = value as Text;
  return typeof text === 'object' ? textOrNull(text.value) : textOrNull(text);
}
