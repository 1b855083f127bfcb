import { fieldAddress } from '../address-text.js';
import type { RecipientStatus } from './delivery-status.js';

/**
 * The address that was mailed: Original-Recipient where it is a real one, else Final-Recipient, which a forward or an alias may have changed;
 * else what the server made of it. Undefined when the fields hold no address, e.g. only a local name.
 */
export function addressOf({ original, final, actual }: RecipientStatus): string | undefined {
  return (
    fieldAddress(decodeXtext(withoutType(original))) ??
    fieldAddress(withoutType(final)) ??
    fieldAddress(withoutType(actual))
  );
}

/** The name in the fields when it is no address: a mailbox of the reporting server (`LOCAL; anna`), or a path of X.400. */
export function localNameOf({ original, final }: RecipientStatus): string | undefined {
  const name = withoutType(final) || withoutType(original);
  return /^[\w.+-]{1,64}$/.test(name) ? name.toLowerCase() : undefined;
}

function withoutType(value: string): string {
  return value.replace(/^\s*[\w-]{1,20}\s*;\s*/, '').trim();
}

/**
 * RFC 3461 §4 writes + and = as +2B and +3D. Some servers repeat that form in the report. An @ is never written so, hence in an address that
 * has one, other codes are letters of a detail (`anna+20@`) and stay.
 */
function decodeXtext(value: string): string {
  const codes = value.includes('@') ? /\+(2B|3D)/g : /\+([2-7][\dA-F])/g;
  return value.replace(codes, (_whole, code: string) => String.fromCharCode(parseInt(code, 16)));
}
