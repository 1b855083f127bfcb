import type { Page } from './dom.js';

/** What a page says of its article in JSON-LD (schema.org). */
export type JsonLd = {
  body: string | null;
  headline: string | null;
  description: string | null;
  published: string | null;
  author: string | null;
  publisher: string | null;
  isPaywalled: boolean;
};
const NOTHING: JsonLd = {
  body: null,
  headline: null,
  description: null,
  published: null,
  author: null,
  publisher: null,
  isPaywalled: false,
};

const ARTICLE = /(?:Article|BlogPosting|Report)$/;
const MOST_SCRIPTS = 20;
const MOST_NODES = 500;

/** The first article that the page describes; nothing when its JSON cannot be read. */
export function jsonLdOf(page: Page): JsonLd {
  let left = MOST_NODES;
  for (const script of [...page.querySelectorAll('script[type="application/ld+json"]')].slice(0, MOST_SCRIPTS)) {
    const queue: unknown[] = [parse(script.textContent ?? '')];
    for (let node = queue.shift(); node !== undefined && left > 0; node = queue.shift()) {
      left -= 1;
      if (Array.isArray(node)) queue.push(...(node as unknown[]).slice(0, MOST_NODES));
      if (!isRecord(node) || Array.isArray(node)) continue;
      if (typesOf(node).some((type) => ARTICLE.test(type))) return articleOf(node);
      // `undefined` would end the loop.
      queue.push(
        ...[node['@graph'], node['mainEntity'], node['mainEntityOfPage']].filter((next) => next !== undefined),
      );
    }
  }
  return NOTHING;
}

function parse(text: string): unknown {
  // Scripts are wrapped in comments here and there, and break lines within strings.
  const json = text.replaceAll(/^\s*(?:<!--|\/\*<!\[CDATA\[\*\/|<!\[CDATA\[)|(?:-->|\/\*\]\]>\*\/|\]\]>)\s*$/g, '');
  for (const attempt of [json, json.replaceAll(/[\u0000-\u001f]+/g, ' ')]) {
    try {
      return JSON.parse(attempt) as unknown;
    } catch {
      continue;
    }
  }
  return null;
}

function articleOf(node: Record<string, unknown>): JsonLd {
  return {
    body: textOf(node['articleBody']),
    headline: textOf(node['headline']) ?? textOf(node['name']),
    description: textOf(node['description']),
    published: textOf(node['datePublished']) ?? textOf(node['dateCreated']),
    author: nameOf(node['author']),
    publisher: nameOf(node['publisher']),
    isPaywalled: node['isAccessibleForFree'] === false || /^false$/i.test(textOf(node['isAccessibleForFree']) ?? ''),
  };
}

function typesOf(node: Record<string, unknown>): string[] {
  const type = node['@type'];
  return (Array.isArray(type) ? (type as unknown[]) : [type]).filter((one): one is string => typeof one === 'string');
}

function nameOf(value: unknown): string | null {
  const [first] = Array.isArray(value) ? (value as unknown[]) : [value];
  return isRecord(first) ? textOf(first['name']) : textOf(first);
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
