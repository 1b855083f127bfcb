import { createPublicKey } from 'node:crypto';
import { isIP } from 'node:net';

/** A public key in base64 of its DER form (SubjectPublicKeyInfo), on the curve P-256. */
export function isP256Key(text: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
  } catch {
    return false;
  }
}

/** A number of hops, or addresses and networks in CIDR form. */
export function isProxyList(text: string): boolean {
  if (/^[1-9]$/.test(text)) return true;
  return text.split(',').every((entry) => {
    const [address = '', length, ...more] = entry.trim().split('/');
    const family = isIP(address);
    if (family === 0 || more.length > 0) return false;
    return length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= (family === 4 ? 32 : 128));
  });
}
