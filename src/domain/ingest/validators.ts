import { readDate } from './read-date.js';

/** What a server gave us to ask "anything new?" with, exactly as it wrote it. `of` is the URL that it belongs to, after redirects. */
export type Validators = { etag: string | null; lastModified: string | null; of: string | null; since: Date | null };
export const NO_VALIDATORS: Validators = { etag: null, lastModified: null, of: null, since: null };

/** A server that answers "nothing new" for so long is asked without conditions once: a broken validator would keep it silent for ever. */
const TRUST_MS = 7 * 86_400_000;
const DAY_MS = 86_400_000;
const LONGEST = 500;

type Headers = Readonly<Record<string, string>>;

/**
 * Headers of a conditional GET; none when the validators belong to another URL than the one that will answer, or a full answer is due. `since` is
 * when the last full answer came.
 */
export function conditionalHeaders({ etag, lastModified, of, since }: Validators, url: string, now: Date): Headers {
  if (since === null || of !== url || now.getTime() - since.getTime() > TRUST_MS) return {};
  return {
    ...(etag === null ? {} : { 'if-none-match': etag }),
    ...(lastModified === null ? {} : { 'if-modified-since': lastModified }),
  };
}

/**
 * The validators to keep after an answer (200, or a 304 that may carry newer ones). Byte for byte, weak marks and `-gzip` suffixes included: only
 * the server knows what they mean. A Last-Modified of tomorrow or later, or an ETag that is none, would never let a change through.
 */
export function nextValidators(
  before: Validators,
  answer: { status: number; headers: Headers; url: string },
  now: Date,
): Validators {
  const isUnchanged = answer.status === 304;
  const etag = soundEtag(answer.headers['etag']);
  const lastModified = soundTime(answer.headers['last-modified'], now);
  return {
    etag: etag ?? (isUnchanged ? before.etag : null),
    lastModified: lastModified ?? (isUnchanged ? before.lastModified : null),
    of: answer.url,
    since: isUnchanged ? before.since : now,
  };
}

/** RFC 9110 §8.8.3, and the unquoted ones of old servers, which are echoed all the same. */
function soundEtag(header: string | undefined): string | null {
  const text = header?.trim() ?? '';
  return text !== '' && text !== '""' && text.length <= LONGEST && /^[\x21\x23-\x7e\x80-\xff"/ ]+$/.test(text)
    ? text
    : null;
}

function soundTime(header: string | undefined, now: Date): string | null {
  const text = header?.trim() ?? '';
  const at = text === '' || text.length > 100 ? undefined : readDate(text, 'UTC');
  return at === undefined || at.getTime() > now.getTime() + DAY_MS ? null : text;
}
