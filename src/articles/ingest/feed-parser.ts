import { parseFeed } from 'feedsmith';
import { readAtom } from './feed-atom.js';
import type { RawFeed } from './raw-feed.js';
import { readJsonFeed, readRdf, readRss } from './feed-rss.js';

export type FeedWarning = 'truncated' | 'control-characters';
export type ParsedFeed = { feed: RawFeed; warnings: FeedWarning[] };

const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** RSS, Atom, RDF or JSON Feed. Undefined when it is none: a web page, a challenge, an error in JSON. Costs CPU. */
export function readFeed(source: string): ParsedFeed | undefined {
  const text = source.replaceAll(CONTROLS, '').trimStart();
  const warnings: FeedWarning[] = text.length < source.trimStart().length ? ['control-characters'] : [];
  const whole = parsed(text);
  if (whole !== undefined) return { feed: whole, warnings };
  const mended = withoutTornEnd(text);
  const rest = mended === undefined ? undefined : parsed(mended);
  return rest === undefined ? undefined : { feed: rest, warnings: [...warnings, 'truncated'] };
}

function parsed(text: string): RawFeed | undefined {
  try {
    const found = parseFeed(text);
    switch (found.format) {
      case 'rss':
        return readRss(found.feed);
      case 'atom':
        return readAtom(found.feed);
      case 'rdf':
        return readRdf(found.feed);
      case 'json':
        return readJsonFeed(found.feed);
    }
  } catch {
    return undefined;
  }
}

/** A document that breaks off, up to its last whole item. */
function withoutTornEnd(text: string): string | undefined {
  for (const [item, ends] of [
    ['</item>', /<rdf:RDF/i.test(text) ? '</rdf:RDF>' : '</channel></rss>'],
    ['</entry>', '</feed>'],
  ] as const) {
    const at = text.lastIndexOf(item);
    if (at !== -1) return text.slice(0, at + item.length) + ends;
  }
  return undefined;
}
