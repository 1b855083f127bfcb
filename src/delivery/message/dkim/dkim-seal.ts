import { createHash, sign } from 'node:crypto';
import { promisify } from 'node:util';
import type { KeyObject } from 'node:crypto';
import type { HeaderField } from '../letter-head.js';
import type { DkimKey } from './dkim-keys.js';

/** What a signature covers. The doubled ones are signed once more than they occur, so that nobody can add a second one (RFC 6376 §8.15). */
const SIGNED = [
  'from', 'to', 'subject', 'date', 'message-id', 'reply-to', 'mime-version', 'content-type', 'content-transfer-encoding', 'content-language',
  'list-id', 'list-unsubscribe', 'list-unsubscribe-post', 'feedback-id', 'auto-submitted', 'precedence',
]; // prettier-ignore
const DOUBLED = new Set(['from', 'subject']);

const signAsync = promisify<string | null, Buffer, KeyObject, Buffer>(sign);

/** One key's header field around its time (`t=`), body hash and signature; `value` as it stands in the message. */
type Seal = { key: DkimKey; beforeTime: string; afterTime: string };

/**
 * Signs the letters of one template, relaxed/relaxed (RFC 6376 §3.4), with every key. Header fields and bodies are written so that their
 * relaxed forms are themselves, headers unfolded: so the body hash runs over the pieces as they are, and what all readers share was made
 * canonical once.
 */
export class DkimSeal {
  private readonly seals: readonly Seal[];
  private readonly shared: ReadonlyMap<string, string>;

  constructor(keys: readonly DkimKey[], shared: readonly HeaderField[], personal: readonly HeaderField[]) {
    this.shared = canonicalFields(shared);
    const present = new Set([...shared, ...personal].map(({ name }) => name.toLowerCase()));
    const names = SIGNED.flatMap((name) => [
      ...(present.has(name) ? [name] : []),
      ...(DOUBLED.has(name) ? [name] : []),
    ]);
    this.seals = keys.map((key) => ({
      key,
      beforeTime: `v=1; a=${key.algorithm}; c=relaxed/relaxed;\r\n d=${key.domain}; s=${key.selector}; t=`,
      afterTime: `;\r\n h=${folded(names, ':')};\r\n bh=`,
    }));
  }

  /** DKIM-Signature header fields, one for each key, ready to stand before the message. */
  async sign(personal: readonly HeaderField[], body: readonly Buffer[], signedAt: Date): Promise<Buffer> {
    const own = canonicalFields(personal);
    let head = '';
    for (const name of SIGNED) {
      const field = own.get(name) ?? this.shared.get(name);
      if (field !== undefined) head += `${field}\r\n`;
    }
    const seconds = Math.floor(signedAt.getTime() / 1_000);
    const bodyHash = hashOf(body).toString('base64');
    const lines = await Promise.all(
      this.seals.map(async ({ key, beforeTime, afterTime }) => {
        const value = `${beforeTime}${seconds}${afterTime}${bodyHash};\r\n b=`;
        const signature = await signed(key, Buffer.from(head + canonical('DKIM-Signature', value)));
        return `DKIM-Signature: ${value}${cut(signature.toString('base64'))}\r\n`;
      }),
    );
    return Buffer.from(lines.join(''));
  }
}

/** RFC 8463 §3: Ed25519 signs the SHA-256 of the data. */
function signed({ key, algorithm }: DkimKey, data: Buffer): Promise<Buffer> {
  return algorithm === 'rsa-sha256' ? signAsync('sha256', data, key) : signAsync(null, hashOf([data]), key);
}

function canonicalFields(fields: readonly HeaderField[]): Map<string, string> {
  return new Map(fields.map(({ name, value }) => [name.toLowerCase(), canonical(name, value)]));
}

function canonical(name: string, value: string): string {
  return `${name.toLowerCase()}:${value.replaceAll('\r\n', '')}`;
}

/** Lines of at most 72 characters that end before a `separator`. */
function folded(words: readonly string[], separator: string): string {
  const lines: string[] = [];
  words.forEach((word, index) => {
    const part = index === 0 ? word : `${separator}${word}`;
    const last = lines.at(-1);
    if (last !== undefined && last.length + part.length <= 72) lines[lines.length - 1] = last + part;
    else lines.push(part);
  });
  return lines.join('\r\n ');
}

/** In lines of 72 characters. */
function cut(base64: string): string {
  let lines = base64.slice(0, 72);
  for (let at = 72; at < base64.length; at += 72) lines += `\r\n ${base64.slice(at, at + 72)}`;
  return lines;
}

function hashOf(pieces: readonly Buffer[]): Buffer {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest();
}
