import { createHash, sign, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { relaxedBody, relaxedField, splitMessage, type Field } from './relaxed.js';

export type DkimKey = { domain: string; selector: string; key: KeyObject; algorithm: 'rsa-sha256' | 'ed25519-sha256' };

/** What a signature covers. The doubled ones are signed once more than they occur, so that nobody can add a second one (RFC 6376 §8.15). */
const SIGNED = [
  'from', 'to', 'subject', 'date', 'message-id', 'reply-to', 'mime-version', 'content-type', 'content-transfer-encoding', 'content-language',
  'list-id', 'list-unsubscribe', 'list-unsubscribe-post', 'feedback-id', 'auto-submitted', 'precedence',
]; // prettier-ignore
const DOUBLED = new Set(['from', 'subject']);

const signAsync = promisify<string | null, Buffer, KeyObject, Buffer>(sign);

/** DKIM-Signature header fields (relaxed/relaxed), one for each key, ready to stand before the message. `signedAt` in seconds since 1970. */
export async function dkimSignatures(message: Buffer, keys: readonly DkimKey[], signedAt: number): Promise<Buffer> {
  const { fields, body } = splitMessage(message);
  const covered = coveredFields(fields);
  const names = covered.names.join(':');
  const bodyHash = sha256(relaxedBody(body)).toString('base64');
  const signatures: string[] = [];
  for (const { domain, selector, key, algorithm } of keys) {
    const tags = `v=1; a=${algorithm}; c=relaxed/relaxed; d=${domain}; s=${selector}; t=${signedAt};\r\n h=${folded(names, ':')};\r\n bh=${bodyHash};\r\n b=`;
    const unsigned = { name: 'dkim-signature', raw: `DKIM-Signature: ${tags}` };
    const data = Buffer.from([...covered.fields, unsigned].map(relaxedField).join('\r\n'), 'latin1');
    // RFC 8463 §3: Ed25519 signs the SHA-256 of the data.
    const signature =
      algorithm === 'rsa-sha256' ? await signAsync('sha256', data, key) : await signAsync(null, sha256(data), key);
    signatures.push(`${unsigned.raw}${folded(signature.toString('base64'), '')}\r\n`);
  }
  return Buffer.from(signatures.join(''), 'latin1');
}

/** Fields of one name are taken from the bottom up (RFC 6376 §5.4.2); a name without a field stands for its absence. */
function coveredFields(all: readonly Field[]): { names: string[]; fields: Field[] } {
  const names: string[] = [];
  const fields: Field[] = [];
  for (const name of SIGNED) {
    const present = all.filter((field) => field.name === name).reverse();
    fields.push(...present);
    const times = present.length + (DOUBLED.has(name) ? 1 : 0);
    names.push(...Array.from({ length: times }, () => name));
  }
  return { names, fields };
}

/** Lines of at most 72 characters; `separator` is where a line may end, anywhere when empty. */
function folded(text: string, separator: string): string {
  const parts =
    separator === ''
      ? (text.match(/.{1,72}/g) ?? [])
      : text.split(separator).map((part, index) => (index === 0 ? part : `${separator}${part}`));
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + part.length <= 72) lines[lines.length - 1] = last + part;
    else lines.push(part);
  }
  return lines.join('\r\n ');
}

function sha256(data: Buffer): Buffer {
  return createHash('sha256').update(data).digest();
}
