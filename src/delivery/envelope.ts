import type { Envelope, HandOff } from './transport.js';

/** It would end the path or its line (RFC 5321 §4.1.2), and what comes after it would be a command, or a header, of its own. */
const BREAKS_OUT = /[\p{Cc}\u2028\u2029<>]/u;

/** Whether the address can stand between the brackets of MAIL and RCPT. */
export function isPath(address: string): boolean {
  return address !== '' && !BREAKS_OUT.test(address);
}

/** What no relay needs to be asked: the refusal of an address that is none. */
export function refusedEnvelope({ from, to }: Envelope): HandOff | undefined {
  const phase = !isPath(from) ? 'mail' : !isPath(to) ? 'rcpt' : undefined;
  if (phase === undefined) return undefined;
  return { outcome: 'failed', phase, code: 553, reply: '553 5.1.3 the address is no mailbox' };
}
