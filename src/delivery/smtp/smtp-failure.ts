import type { HandOffFailure, Phase } from '#src/domain/delivery/verdict.js';
import { withoutAddresses } from '#src/foundation/logging/logger.js';

/** What nodemailer hangs on its errors. */
type SmtpError = Error & {
  code?: string;
  originalCode?: string;
  command?: string;
  response?: string;
  responseCode?: number;
};

const LONGEST_REPLY = 500;
/** No address and no space that is more than one. */
const SIMPLE = /^[\x21-\x3f\x41-\x7e]+(?: [\x21-\x3f\x41-\x7e]+)*$/;

/** A reply as the ledger keeps it: one line, no address, bounded. */
export function replyText(text: string): string {
  // Nearly every reply to a message is as it is kept already.
  if (text.length <= LONGEST_REPLY && SIMPLE.test(text)) return text;
  return withoutAddresses(text).replaceAll(/\s+/g, ' ').trim().slice(0, LONGEST_REPLY);
}

export function connectFailure(error: SmtpError, phase: 'connect' | 'auth'): HandOffFailure {
  const base = { phase, code: error.responseCode ?? null, reply: replyText(error.response ?? error.message) };
  const fault = connectFault(error);
  return fault === undefined ? base : { ...base, fault };
}

/** A network that broke off in the middle of a handshake says nothing about certificates. */
const LINE_LOST = ['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT'];

const CERTIFICATE = /^(CERT_|ERR_TLS_|ERR_SSL_|EPROTO$|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH)/;

function connectFault(error: SmtpError): HandOffFailure['fault'] {
  const codes = [error.code, error.originalCode];
  // Anything else that a resolver says (EAI_AGAIN, a timeout) is a resolver in trouble, not a name that does not exist.
  if (codes.includes('ENOTFOUND')) return 'dns';
  if (codes.some((code) => code !== undefined && LINE_LOST.includes(code))) return undefined;
  if (codes.includes('EAUTH') && error.responseCode === undefined) return 'login';
  if (codes.some((code) => code !== undefined && CERTIFICATE.test(code))) return 'tls';
  const isTemporary = error.responseCode !== undefined && error.responseCode < 500;
  return codes.includes('ETLS') && !isTemporary ? 'tls' : undefined;
}

/** What the relay said no to. */
export function refusal(phase: Phase, reply: string): HandOffFailure {
  return { phase, code: codeOf(reply), reply: replyText(reply) };
}

export function codeOf(reply: string): number | null {
  const code = Number(reply.slice(0, 3));
  return code >= 100 && code <= 599 ? code : null;
}
