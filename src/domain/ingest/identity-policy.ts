import type { FeedItem } from './feed-item.js';

/** By what a source's items are told apart. Chosen at the first fetch and then kept, since a change would make every item a new one. */
export const IDENTITY_POLICIES = ['guid', 'link', 'title'] as const;
export type IdentityPolicy = (typeof IDENTITY_POLICIES)[number];

/** What an item can be known again by. Null: it has none. */
export type ItemKeys = { identity: string; link: string | null; title: string | null; publishedAt: Date | null };
export type KnownItem = ItemKeys & { id: string };

/** Titles that short (`快讯`, `News`) say nothing about which item it is. */
const SHORT_TITLE = 6;

/** guid when every item has one; link when nearly all have different ones; else title and day. */
export function choosePolicy(items: readonly FeedItem[]): IdentityPolicy {
  if (items.every(({ guid }) => guid !== null)) return 'guid';
  const links = new Set(items.map(({ link }) => link).filter((link) => link !== null));
  return links.size >= items.length * 0.8 ? 'link' : 'title';
}

/**
 * The keys of every item of one fetch. Items that share a guid are all kept: the link tells them apart, then title and time, then their order
 * (FreshRSS/FreshRSS#5329).
 */
export function keysOf(items: readonly FeedItem[], policy: IdentityPolicy): ItemKeys[] {
  const taken = new Set<string>();
  const finer = items.map((item) => {
    const first = firstKey(item, policy);
    const second = `${first}|${item.link ?? ''}`;
    return [first, second, `${second}|${titleKey(item)}`] as const;
  });
  const uses = countBy(finer.flat());
  return items.map((item, index) => {
    const keys = finer[index] ?? [''];
    // Only a key that means one item: else whoever comes first today would be somebody else tomorrow.
    const finest = keys.at(-1) ?? '';
    const chosen = keys.find((key) => uses.get(key) === 1) ?? finest;
    const identity = taken.has(chosen) ? numbered(chosen, taken) : chosen;
    taken.add(identity);
    const { at, source } = item.published;
    const hasTitle = item.title.length >= SHORT_TITLE;
    return {
      identity,
      link: item.link,
      title: hasTitle ? item.title : null,
      publishedAt: source === 'fetched' ? null : at,
    };
  });
}

/**
 * Which known item each one is; undefined for a new one. By its identity first. A feed that writes its guids anew (FreshRSS/FreshRSS#5909) is met by
 * the link, and by title and time, where they mean one item only; nothing is then new that was there before.
 */
export function matchItems(items: readonly ItemKeys[], known: readonly KnownItem[]): (KnownItem | undefined)[] {
  const matches: (KnownItem | undefined)[] = items.map(() => undefined);
  const free = new Set(known);
  const match = (
    keyOf: (item: ItemKeys) => string | null,
    isSame: (item: ItemKeys, other: KnownItem) => boolean,
  ): void => {
    const wanted = countBy(items.filter((_item, at) => matches[at] === undefined).map(keyOf));
    const found = groupBy([...free], keyOf);
    for (const [at, item] of items.entries()) {
      const key = keyOf(item);
      if (matches[at] !== undefined || key === null || wanted.get(key) !== 1) continue;
      const [other, ...more] = found.get(key) ?? [];
      if (other === undefined || more.length > 0 || !isSame(item, other)) continue;
      matches[at] = other;
      free.delete(other);
    }
  };
  match(
    ({ identity }) => identity,
    () => true,
  );
  match(
    ({ link }) => link,
    (item, other) => isSameTitle(item, other) || isSameTime(item, other),
  );
  match(({ title }) => title, isSameTime);
  return matches;
}

function isSameTitle(item: ItemKeys, other: ItemKeys): boolean {
  return item.title !== null && item.title === other.title;
}

function isSameTime(item: ItemKeys, other: ItemKeys): boolean {
  return item.publishedAt !== null && item.publishedAt.getTime() === other.publishedAt?.getTime();
}

function firstKey(item: FeedItem, policy: IdentityPolicy): string {
  const keys = {
    guid: item.guid === null ? null : `guid:${item.guid}`,
    link: item.link === null ? null : `link:${item.link}`,
    title: `title:${titleKey(item)}`,
  };
  return keys[policy] ?? keys.link ?? keys.guid ?? keys.title;
}

/** A title with its time, when the feed gives one: `每日快讯` comes every day. */
function titleKey({ title, published }: FeedItem): string {
  return `${title}|${published.source === 'fetched' ? '' : published.at.toISOString()}`;
}

function numbered(key: string, taken: ReadonlySet<string>): string {
  let number = 2;
  while (taken.has(`${key}#${number}`)) number += 1;
  return `${key}#${number}`;
}

function countBy(keys: readonly (string | null)[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string | null): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    if (key !== null) groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return groups;
}
