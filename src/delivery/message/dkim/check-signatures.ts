import { createHash, verify } from 'node:crypto';
import type { DkimKey } from './dkim-keys.js';
import { relaxedBody, relaxedField, splitMessage, type Field } from './relaxed.js';

/** A signature that no receiver would accept: every mail of the run would fail DMARC, so the run waits for a person. */
export class SignatureSelfCheckError extends Error {
  readonly code = 'delivery.dkim-self-check';
}

/**
 * Verifies a whole message as a receiver would (RFC 6376 §6.1.3), with nothing taken from the way it was signed: one good signature of each
 * key, or a {@link SignatureSelfCheckError}.
 */
export function checkSignatures(message: Buffer, keys: readonly DkimKey[]): void {
  const { fields, body } = splitMessage(message);
  const signatures = fields
    .filter(({ name }) => name === 'dkim-signature')
    .map((field) => ({ field, tags: tagsOf(field) }));
  const bodyHash = sha256(relaxedBody(body)).toString('base64');
  for (const key of keys) {
    const signature = signatures.find(({ tags }) => tags.get('s') === key.selector && tags.get('d') === key.domain);
    const fault = signature === undefined ? 'is missing' : faultOf(signature, key, fields, bodyHash);
    if (fault !== undefined)
      throw new SignatureSelfCheckError(`the signature of ${key.selector}._domainkey.${key.domain} ${fault}`);
  }
}

type Signature = { field: Field; tags: ReadonlyMap<string, string> };

function faultOf(
  { field, tags }: Signature,
  key: DkimKey,
  fields: readonly Field[],
  bodyHash: string,
): string | undefined {
  if (tags.get('a') !== key.algorithm || tags.get('c') !== 'relaxed/relaxed') return 'names another algorithm';
  if (tags.get('bh') !== bodyHash) return 'has another body hash';
  const names = (tags.get('h') ?? '').toLowerCase().split(':');
  if (!names.includes('from')) return 'does not cover From';
  const withoutValue = { name: field.name, raw: field.raw.replace(/(;\s*b=)[^;]*/, '$1') };
  const data = Buffer.from([...taken(fields, names), withoutValue].map(relaxedField).join('\r\n'), 'latin1');
  const value = Buffer.from(tags.get('b') ?? '', 'base64');
  return isGood(key, data, value) ? undefined : 'does not verify';
}

function isGood({ algorithm, publicKey }: DkimKey, data: Buffer, value: Buffer): boolean {
  try {
    return algorithm === 'rsa-sha256'
      ? verify('sha256', data, publicKey, value)
      : verify(null, sha256(data), publicKey, value);
  } catch {
    return false;
  }
}

/** RFC 6376 §5.4.2: each mention of a name takes the next field of that name from the bottom up; one too many takes nothing. */
function taken(fields: readonly Field[], names: readonly string[]): Field[] {
  const left = [...fields];
  return names.flatMap((name) => {
    const at = left.findLastIndex((field) => field.name === name);
    return at < 0 ? [] : left.splice(at, 1);
  });
}

function tagsOf({ raw }: Field): Map<string, string> {
  const tags = raw.slice(raw.indexOf(':') + 1).split(';');
  return new Map(
    tags.map((tag) => {
      const [name = '', ...value] = tag.split('=');
      return [name.trim(), value.join('=').replaceAll(/\s/g, '')];
    }),
  );
}

function sha256(data: Buffer): Buffer {
  return createHash('sha256').update(data).digest();
}
