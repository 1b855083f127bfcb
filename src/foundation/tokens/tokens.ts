import { createHash, createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import { KeyedHash } from './keyed-hash.js';
import { NumberedSignature } from './numbered-signature.js';

/** What a link may be used for; a token of one purpose opens nothing else. */
export type TokenPurpose =
  | 'unsubscribe'
  | 'leave-reason'
  | 'preferences'
  | 'confirm'
  | 'challenge'
  | 'move-old'
  | 'move-new'
  | 'bounce'
  | 'leave'
  | 'open'
  | 'click'
  | 'echo'
  | 'echo-mail'
  | 'clip';

/** Derived once, since a run signs two tokens for every mail. */
type Key = { id: string; derived: Record<TokenPurpose, KeyObject>; address: KeyedHash };

/**
 * Signed, purpose-bound tokens without expiry: `<key id>.<subject id>.<signature>`, HMAC-SHA-256 under a key derived per purpose. A second
 * id may stand behind the subject's: what the token was given out with.
 * Keys rotate: the first one signs, all of them verify, the last one hashes addresses for ever.
 */
export class Tokens {
  private readonly keys: Key[];

  constructor(tokenKeys: string) {
    this.keys = tokenKeys.split(',').map((pair) => {
      const [id = '', secret = ''] = pair.split(':');
      const derived = (purpose: string) => derive(Buffer.from(secret, 'base64url'), purpose);
      return {
        id,
        derived: {
          unsubscribe: derived('unsubscribe'),
          'leave-reason': derived('leave-reason'),
          preferences: derived('preferences'),
          bounce: derived('bounce'),
          leave: derived('leave'),
          echo: derived('echo'),
          'echo-mail': derived('echo-mail'),
          open: derived('open'),
          click: derived('click'),
          clip: derived('clip'),
          confirm: derived('confirm'),
          challenge: derived('challenge'),
          'move-old': derived('move-old'),
          'move-new': derived('move-new'),
        },
        address: new KeyedHash(derived('address').export()),
      };
    });
  }

  sign(purpose: TokenPurpose, subjectId: string, withId = ''): string {
    const [key] = this.keys;
    if (key === undefined) throw new Error('no token key');
    const subject = Buffer.from((subjectId + withId).replaceAll('-', ''), 'hex').toString('base64url');
    return `${key.id}.${subject}.${signature(key.derived[purpose], subject).toString('base64url')}`;
  }

  /** The subject's UUID, or undefined for anything forged, foreign or of another purpose. */
  verify(purpose: TokenPurpose, token: string): string | undefined {
    return this.open(purpose, token)?.subjectId;
  }

  /** The same with the second UUID, when the token has one. */
  open(purpose: TokenPurpose, token: string): { subjectId: string; withId: string | undefined } | undefined {
    const [id, subject, given] = token.split('.');
    const key = this.keys.find((candidate) => candidate.id === id);
    if (key === undefined || subject === undefined || given === undefined) return undefined;
    const expected = signature(key.derived[purpose], subject);
    const actual = Buffer.from(given, 'base64url');
    if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) return undefined;
    const [subjectId, withId] = uuidsOf(Buffer.from(subject, 'base64url').toString('hex'));
    return subjectId === undefined ? undefined : { subjectId, withId };
  }

  /** The same as 52 hex digits, for half of a mail address, which is short and may lose its case: the subject and 80 bits of signature. */
  signShort(purpose: TokenPurpose, subjectId: string): string {
    const [key] = this.keys;
    if (key === undefined) throw new Error('no token key');
    return shortToken(key.derived[purpose], subjectId.replaceAll('-', ''));
  }

  /** The subject's UUID, or undefined for anything forged, foreign or of another purpose. */
  verifyShort(purpose: TokenPurpose, token: string): string | undefined {
    const given = token.toLowerCase();
    if (!/^[0-9a-f]{52}$/.test(given)) return undefined;
    const subject = given.slice(0, 32);
    const isOurs = this.keys.some(({ derived }) =>
      timingSafeEqual(Buffer.from(given), Buffer.from(shortToken(derived[purpose], subject))),
    );
    return isOurs ? uuidsOf(subject)[0] : undefined;
  }

  /**
   * For many small things of one subject (`numbers`, 0 to 2³²-1), such as the links of a mail: 40 signs of base64url each, which hold the subject, the
   * number and 80 bits of signature. Six numbers in a row share one HMAC.
   */
  signNumbered(purpose: TokenPurpose, subjectId: string, numbers: readonly number[]): string[] {
    const [key] = this.keys;
    if (key === undefined) throw new Error('no token key');
    const numbered = new NumberedSignature(key.derived[purpose], uuidBytes(subjectId));
    return numbers.map((number) => numbered.token(number));
  }

  /** Undefined for anything forged, foreign or of another purpose. */
  openNumbered(purpose: TokenPurpose, token: string): { subjectId: string; number: number } | undefined {
    if (!/^[\w-]{40}$/.test(token)) return undefined;
    const bytes = Buffer.from(token, 'base64url');
    const subject = bytes.subarray(0, 16);
    const number = bytes.readUInt32BE(16);
    const isOurs = this.keys.some(({ derived }) =>
      timingSafeEqual(Buffer.from(token), Buffer.from(new NumberedSignature(derived[purpose], subject).token(number))),
    );
    const [subjectId] = uuidsOf(subject.toString('hex'));
    return isOurs && subjectId !== undefined ? { subjectId, number } : undefined;
  }

  /** HMAC of a canonical address: the key of suppression, and all that remains of an erased person. */
  hashAddress(canonicalEmail: string): Buffer {
    return Buffer.from(this.hashAddressHex(canonicalEmail), 'hex');
  }

  /** The same in hex, which costs less by the million than a buffer each. */
  hashAddressHex(canonicalEmail: string): string {
    const key = this.keys.at(-1);
    if (key === undefined) throw new Error('no token key');
    return key.address.of(canonicalEmail);
  }
}

/** Constant-time comparison of two secrets of any length. */
export function equalSecrets(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

function uuidBytes(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

function uuidsOf(hex: string): string[] {
  if (hex.length !== 32 && hex.length !== 64) return [];
  return (hex.match(/.{32}/g) ?? []).map((id) => id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'));
}

function derive(secret: Buffer, purpose: string): KeyObject {
  return createSecretKey(createHmac('sha256', secret).update(`tradewind/${purpose}`).digest());
}

function shortToken(key: KeyObject, subject: string): string {
  return subject + signature(key, subject).toString('hex', 0, 10);
}

function signature(key: KeyObject, subject: string): Buffer {
  return createHmac('sha256', key).update(subject).digest();
}
