import type { Phase } from '#src/domain/delivery/verdict.js';
import { replyText } from '../smtp/smtp-failure.js';
import type { HandOff } from '../transport.js';

/**
 * What an answer that is no 2xx is about. `login` and `sender`: us, so the run stops. `throttled` and `busy`: nothing was taken, try later.
 * `letter`: this one message. `unsure`: the provider may have taken it.
 */
export type ProviderFault = 'login' | 'sender' | 'throttled' | 'busy' | 'letter' | 'unsure';

/** In the words of SMTP, which the verdict, the pace and the ledger know. */
const IN_SMTP: Record<ProviderFault, { phase: Phase; code: number | null; prefix: string }> = {
  login: { phase: 'auth', code: 535, prefix: '535 ' },
  sender: { phase: 'mail', code: 550, prefix: '550 ' },
  throttled: { phase: 'mail', code: 451, prefix: '451 4.7.0 ' },
  busy: { phase: 'mail', code: 451, prefix: '451 4.3.2 ' },
  letter: { phase: 'dot', code: 554, prefix: '554 ' },
  unsure: { phase: 'dot', code: null, prefix: '' },
};

export function failedBy(fault: ProviderFault, said: string): HandOff {
  const { phase, code, prefix } = IN_SMTP[fault];
  return { outcome: 'failed', phase, code, reply: answerText(prefix + said) };
}

/** More of an answer is not searched for addresses, which takes time that grows with its square. */
const MAX_SEARCHED = 2_000;

/** An answer as the ledger keeps it. A cut one loses its last word, which may be the first half of an address. */
export function answerText(said: string): string {
  if (said.length <= MAX_SEARCHED) return replyText(said);
  return replyText(said.slice(0, MAX_SEARCHED).replace(/[\s<>"'(),:;][^\s<>"'(),:;]*$/, ''));
}

/**
 * The fault behind an HTTP status (RFC 9110 §15, RFC 6585), for an answer that says nothing better. A redirect or a path that is not there
 * is a wrong address of the provider, which is ours; a conflict is another request with the same idempotency key, still under way. Of the
 * errors of a server only 503 promises that nothing was done.
 */
export function faultOf(status: number): ProviderFault {
  if (status === 401 || status === 403) return 'login';
  if (status === 429) return 'throttled';
  if (status === 503 || status === 408 || status === 425) return 'busy';
  if (status === 400 || status === 413 || status === 422) return 'letter';
  if (status === 409 || status >= 500) return 'unsure';
  return 'sender';
}

export function isAccepted(status: number): boolean {
  return status >= 200 && status <= 299;
}
