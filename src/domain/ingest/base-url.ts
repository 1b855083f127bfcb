const MAX_URL = 2_000;

/** `new URL` without the exception. */
export function readUrl(text: string, base?: string): URL | undefined {
  return URL.canParse(text, base) ? new URL(text, base) : undefined;
}

/**
 * The bases of nested elements as one: each resolves against the one outside it (RFC 3986 §5.1.1). Ordered from the outermost (URL of the
 * document after redirects) to the innermost (`xml:base` of the content). What is no URL is passed over.
 */
export function nestedBase(documentUrl: string, ...bases: (string | null | undefined)[]): string {
  return bases.reduce<string>(
    (outer, base) => (base ? (readUrl(base.trim(), outer)?.href ?? outer) : outer),
    documentUrl,
  );
}

/** A link of a document as an absolute web URL; null when it is none (empty, `javascript:`, `mailto:`, too long). */
export function resolveLink(link: string | null | undefined, base: string): string | null {
  const text = (link ?? '').trim().replaceAll(/[\t\n\r]/g, '');
  if (text === '') return null;
  const url = readUrl(text, base);
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.href.length > MAX_URL) return null;
  return url.href;
}

const LINKS =
  /(<(?:a|img|area|link|source|video|audio|iframe)\b[^>]*?\s(?:href|src)\s*=\s*)("[^"]*"|'[^']*'|[^\s>"']+)/gi;

/** Writes relative links in a piece of HTML as absolute ones; what cannot be resolved stays, and the sanitiser takes it away. */
export function resolveLinksInHtml(html: string, base: string): string {
  return html.replaceAll(LINKS, (_whole, before: string, value: string) => {
    const isQuoted = value.startsWith('"') || value.startsWith("'");
    const link = (isQuoted ? value.slice(1, -1) : value).replaceAll('&amp;', '&');
    const absolute = link.startsWith('#') ? null : resolveLink(link, base);
    const written = (absolute ?? link).replaceAll('&', '&amp;').replaceAll('"', '&quot;');
    return `${before}"${written}"`;
  });
}
