/** The link of a tracked mail that no person sees. Stored, so never renamed in place. */
export const CANARY_PLACE = 'canary';

/** UTF-8 bytes. Longer ones would not fit into an index, nor into what every client takes. */
const MAX_TARGET_BYTES = 2_000;
const WEB_ADDRESS = /^https?:\/\/[^\s\p{Cc}\p{Cs}/?#@\\]+(?:[/?#][^\s\p{Cc}\p{Cs}]*)?$/iu;
const AUTHORITY = /^(https?:\/\/)([^/?#]+)(.*)$/is;

/**
 * Whether a link may be followed through us: an address of the web, without a user name (which hides the host from people) and without white
 * space or control characters (which clients drop or encode each in its own way). Any other link stays direct.
 */
export function isTrackable(url: string): boolean {
  return WEB_ADDRESS.test(url) && new TextEncoder().encode(url).length <= MAX_TARGET_BYTES && hostOf(url) !== undefined;
}

/**
 * The target as a Location header carries it (RFC 9110 §10.2.2): byte for byte, but for what is not ASCII, which is written as every browser
 * writes it in the request of a direct link: the host as IDNA, all else percent-encoded UTF-8 (RFC 3987 §3.1). Escapes that are there stay.
 */
export function locationOf(url: string): string {
  const [, scheme = '', authority = '', rest = ''] = AUTHORITY.exec(url) ?? [];
  const host = isAscii(authority) ? authority : (hostOf(url) ?? authority);
  return `${scheme}${host}${rest}`.replaceAll(/[^\x21-\x7e]/gu, encodeURIComponent);
}

/** With its port; undefined when no browser would go there. */
function hostOf(url: string): string | undefined {
  try {
    return new URL(url).host;
  } catch {
    return undefined;
  }
}

function isAscii(text: string): boolean {
  return /^[\x21-\x7e]*$/.test(text);
}
