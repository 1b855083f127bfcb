import { domainToASCII } from 'node:url';

const NOT_ASCII = /[\u0080-\uffff]/;

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

export function needsSmtpUtf8(text: string): boolean {
  return NOT_ASCII.test(text);
}
