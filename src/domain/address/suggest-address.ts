import { LIKELY_SLIPS, MISTYPED_ENDINGS, WELL_KNOWN_DOMAINS } from './well-known-domains.data.js';

const KNOWN: ReadonlySet<string> = new Set(WELL_KNOWN_DOMAINS);
const BY_LETTERS = new Map(WELL_KNOWN_DOMAINS.map((domain) => [domain.replaceAll('.', ''), domain] as const));
/** In a short name every other one is one letter away, and many of them exist. */
const SHORTEST_NAME = 4;
const LONGEST_DOMAIN = 40;

/**
 * What the writer of an address probably meant, or undefined when nothing looks mistyped: `me@qq.con` → `me@qq.com`. It works on addresses
 * that are none yet (`me@gmailcom`) and says nothing about whether the mailbox exists. Only the domain is looked at; show it, never apply it.
 */
export function suggestAddress(email: string): string | undefined {
  const at = email.lastIndexOf('@');
  if (at < 1) return undefined;
  const domain = suggestDomain(email.slice(at + 1));
  return domain === undefined ? undefined : `${email.slice(0, at).trim()}@${domain}`;
}

/** The same for a domain. */
export function suggestDomain(given: string): string | undefined {
  const domain = given
    .trim()
    .toLowerCase()
    .replaceAll(/[,，。．｡]/g, '.')
    .replaceAll(/\.{2,}/g, '.')
    .replaceAll(/^\.|\.$|\s/g, '');
  if (domain === '' || domain.length > LONGEST_DOMAIN) return undefined;
  if (KNOWN.has(domain)) return domain === given.trim().toLowerCase() ? undefined : domain;
  const letters = BY_LETTERS.get(domain.replaceAll('.', ''));
  if (letters !== undefined) return letters;
  const mended = mendEnding(domain, MISTYPED_ENDINGS);
  if (mended !== undefined) return KNOWN.has(mended) ? mended : (nearest(mended) ?? mended);
  const slip = mendEnding(domain, LIKELY_SLIPS);
  if (slip !== undefined && KNOWN.has(slip)) return slip;
  return nearest(domain);
}

function mendEnding(domain: string, endings: Readonly<Record<string, string>>): string | undefined {
  for (const [wrong, right] of Object.entries(endings)) {
    if (domain.endsWith(`.${wrong}`)) return `${domain.slice(0, -wrong.length)}${right}`;
  }
  return undefined;
}

/** The one well-known domain with the same ending and first letter whose name is a slip away: one letter missing, added, changed or swapped. */
function nearest(domain: string): string | undefined {
  const [name, ending] = split(domain);
  if (name.length < SHORTEST_NAME) return undefined;
  const near = WELL_KNOWN_DOMAINS.filter((known) => {
    const [knownName, knownEnding] = split(known);
    return (
      knownEnding === ending &&
      knownName.length >= SHORTEST_NAME + 1 &&
      knownName[0] === name[0] &&
      /^[a-z]+$/.test(knownName) &&
      isSlip(name, knownName)
    );
  });
  return near.length === 1 ? near[0] : undefined;
}

function split(domain: string): [name: string, ending: string] {
  const dot = domain.indexOf('.');
  return dot < 0 ? [domain, ''] : [domain.slice(0, dot), domain.slice(dot + 1)];
}

/** Optimal string alignment distance of exactly one: strip what is common at both ends and look at what is left. */
function isSlip(left: string, right: string): boolean {
  if (left === right || Math.abs(left.length - right.length) > 1) return false;
  let start = 0;
  while (start < left.length && left[start] === right[start]) start += 1;
  let end = 0;
  const most = Math.min(left.length, right.length) - start;
  while (end < most && left.at(-1 - end) === right.at(-1 - end)) end += 1;
  const [a, b] = [left.slice(start, left.length - end), right.slice(start, right.length - end)];
  if (a.length + b.length <= 2 && a.length <= 1 && b.length <= 1) return true;
  return a.length === 2 && b.length === 2 && a[0] === b[1] && a[1] === b[0];
}
