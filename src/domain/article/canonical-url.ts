/**
 * Query parameters that track readers and change nothing of the page, by the names that mail tools, ad networks and Chinese portals give them.
 * `spss` is a portal's mark for the account that shared a page.
 */
const TRACKING = new Set([
  'fbclid', 'gclid', 'dclid', 'gbraid', 'wbraid', 'gclsrc', 'srsltid', 'msclkid', 'yclid', 'twclid', 'mc_cid', 'mc_eid', 'mkt_tok', 'spm', 'scm',
  'from', 'share_token', 'spss',
]); // prettier-ignore
const TRACKING_PREFIX = /^(?:utm_|mtm_|_hs|hsa_)/u;
/** WeChat articles are named by these four; all other parameters say who passed them on. */
const WECHAT = new Set(['__biz', 'mid', 'idx', 'sn']);
/** Hosts whose pages are named by a parameter that is tracking elsewhere. */
const NAMED_BY: Readonly<Record<string, readonly string[]>> = {
  'news.ycombinator.com': ['from'],
  'web.archive.org': ['from'],
};

/**
 * A page's URL without what differs between its readers: host in lower case, no default port, no fragment (but `#!`, which names a page),
 * no tracking parameters, the others sorted, no AMP mark. `ref` goes only where it names `ownHost`, the site that links. null when it is no
 * web address.
 */
export function canonicalUrl(url: string, ownHost?: string): string | null {
  if (!URL.canParse(url)) return null;
  const parsed = new URL(url);
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') return null;
  parsed.username = '';
  parsed.password = '';
  if (!parsed.hash.startsWith('#!')) parsed.hash = '';
  const kept = [...parsed.searchParams].filter(([name, value]) => isKept(parsed.hostname, name, value, ownHost));
  parsed.search = new URLSearchParams(kept.sort(byNameAndValue)).toString();
  parsed.pathname = withoutAmp(parsed.pathname);
  return parsed.href;
}

/** The same key for two URLs means the same page: the canonical URL without its scheme. */
export function urlKey(url: string): string | null {
  return canonicalUrl(url)?.replace(/^https?:\/\//u, '') ?? null;
}

/** The host that readers know a site by. */
export function hostOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^(?:www|m|amp|mobile)\.(?=[^.]+\.)/u, '') : null;
}

/**
 * Whether a page's own rel=canonical can be believed: some sites name their front page on every page, and whatever they publish would become
 * one article.
 */
export function isBelievableCanonical(canonical: string, url: string | null): boolean {
  const key = urlKey(canonical);
  if (key === null) return false;
  const { pathname, search, hash } = new URL(canonical);
  if (search !== '' || hash.startsWith('#!')) return true;
  if (/^\/*$/u.test(pathname)) return false;
  // A section of the site, named on every page below it.
  return url === null || !new URL(url).pathname.startsWith(pathname.replace(/\/*$/u, '/')) || key === urlKey(url);
}

function isKept(host: string, name: string, value: string, ownHost: string | undefined): boolean {
  if (host === 'mp.weixin.qq.com') return WECHAT.has(name);
  if (NAMED_BY[host]?.includes(name) === true) return true;
  const lower = name.toLowerCase();
  if (lower === 'ref') return ownHost === undefined || !namesHost(value, ownHost);
  if (lower === 'amp') return value !== '1' && value !== '' && value !== 'true';
  return !TRACKING.has(lower) && !TRACKING_PREFIX.test(lower);
}

function namesHost(value: string, host: string): boolean {
  const bare = (name: string): string => name.toLowerCase().replace(/^https?:\/\//u, '').replace(/^www\./u, '').replace(/\/.*$/u, ''); // prettier-ignore
  return bare(value) === bare(host);
}

function byNameAndValue(a: [string, string], b: [string, string]): number {
  if (a[0] !== b[0]) return a[0] < b[0] ? -1 : 1;
  if (a[1] === b[1]) return 0;
  return a[1] < b[1] ? -1 : 1;
}

function withoutAmp(path: string): string {
  const bare = path.replace(/\/amp\/?$/u, '').replace(/^\/amp\//u, '/');
  return bare === '' ? '/' : bare;
}
