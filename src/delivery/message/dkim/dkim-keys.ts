import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** `publicKey` is what receivers will find in the DNS. */
export type DkimKey = {
  domain: string;
  selector: string;
  key: KeyObject;
  publicKey: KeyObject;
  algorithm: 'rsa-sha256' | 'ed25519-sha256';
};

/** A key that would leave mails unsigned or wrongly signed; the message names its file. */
export class DkimKeyError extends Error {
  readonly code = 'delivery.dkim-key';
}

const MIN_RSA_BITS = 1_024;
const FILE = /^(?<selector>[a-z0-9-]+)\.(?<domain>[a-z0-9.-]+)\.pem$/;

/**
 * The private keys of a folder, named `<selector>.<domain>.pem`. Every one of them signs, so an RSA and an Ed25519 key sign twice. A key of
 * another domain than the sender's (or a parent of it) is an error, since DMARC would not count its signature.
 */
export function readDkimKeys(folder: string, senderDomain: string): DkimKey[] {
  const keys = list(folder).map((file) => readKey(join(folder, file), file));
  const foreign = keys.find(({ domain }) => senderDomain !== domain && !senderDomain.endsWith(`.${domain}`));
  if (foreign !== undefined)
    throw new DkimKeyError(`DKIM_KEYS: ${foreign.domain} is not the domain of the sender (${senderDomain})`);
  if (keys.length === 0) throw new DkimKeyError(`DKIM_KEYS: ${folder} holds no <selector>.<domain>.pem`);
  return keys;
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.pem'))
      .sort();
  } catch (error) {
    throw new DkimKeyError(`DKIM_KEYS: ${folder} cannot be read`, { cause: error });
  }
}

function readKey(path: string, file: string): DkimKey {
  const { selector, domain } = FILE.exec(file)?.groups ?? {};
  if (selector === undefined || domain === undefined)
    throw new DkimKeyError(`DKIM_KEYS: ${file} is not named <selector>.<domain>.pem`);
  let key: KeyObject;
  try {
    key = createPrivateKey(readFileSync(path));
  } catch (error) {
    throw new DkimKeyError(`DKIM_KEYS: ${file} holds no private key`, { cause: error });
  }
  const publicKey = createPublicKey(key);
  if (key.asymmetricKeyType === 'ed25519') return { selector, domain, key, publicKey, algorithm: 'ed25519-sha256' };
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType !== 'rsa' || bits < MIN_RSA_BITS) {
    throw new DkimKeyError(`DKIM_KEYS: ${file} must be RSA of at least ${MIN_RSA_BITS} bits (2048 advised) or Ed25519`);
  }
  return { selector, domain, key, publicKey, algorithm: 'rsa-sha256' };
}

export type DnsRecord = { name: string; value: string };

/** What must stand in the DNS, as TXT, before the key is used (RFC 6376 §3.6.1, RFC 8463 §4). */
export function dnsRecord({ selector, domain, publicKey, algorithm }: DkimKey): DnsRecord {
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  // An Ed25519 record holds the bare 32 bytes, an RSA one the whole SubjectPublicKeyInfo.
  const [type, bytes] = algorithm === 'rsa-sha256' ? ['rsa', spki] : ['ed25519', spki.subarray(-32)];
  return { name: `${selector}._domainkey.${domain}`, value: `v=DKIM1; k=${type}; p=${bytes.toString('base64')}` };
}

/** Makes an RSA-2048 and an Ed25519 key in a folder. Nothing that is there is overwritten. */
export function makeDkimKeys(folder: string, domain: string, selector: string): DnsRecord[] {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const ed25519 = generateKeyPairSync('ed25519');
  const keys: DkimKey[] = [
    { domain, selector, key: rsa.privateKey, publicKey: rsa.publicKey, algorithm: 'rsa-sha256' },
    {
      domain,
      selector: `${selector}-ed25519`,
      key: ed25519.privateKey,
      publicKey: ed25519.publicKey,
      algorithm: 'ed25519-sha256',
    },
  ];
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const { selector: name, key } of keys) {
    const path = join(folder, `${name}.${domain}.pem`);
    try {
      writeFileSync(path, key.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
    } catch (error) {
      throw new DkimKeyError(`${path}: cannot be written, or is there already`, { cause: error });
    }
  }
  return keys.map(dnsRecord);
}
