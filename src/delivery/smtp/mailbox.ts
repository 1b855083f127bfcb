import { domainToASCII } from 'node:url';

const NOT_ASCII = /[\u0080-\uffff]/;
/** It would end the path or its line (RFC 5321 §4.1.2), and what comes after it would be a command of its own. */
const BREAKS_OUT = /[\p{Cc}\u2028\u2029<>]/u;

/**
 * An address as it stands in the envelope. A name in any script before the `@` needs SMTPUTF8 (RFC 6531) and goes as it is; a domain alone
 * has an ASCII form that every relay knows.
 */
export function envelopeAddress(address: string): string {
  if (!needsSmtpUtf8(address)) return address;
  const at = address.lastIndexOf('@');
  const name = address.slice(0, at);
  const domain = domainToASCII(address.slice(at + 1));
  return needsSmtpUtf8(name) || domain === '' ? address : `${name}@${domain}`;
}

/** Whether the address can stand between the brackets of MAIL and RCPT. */
export function isPath(address: string): boolean {
  return address !== '' && !BREAKS_OUT.test(address);
}

export function needsSmtpUtf8(text: string): boolean {
  return NOT_ASCII.test(text);
}
