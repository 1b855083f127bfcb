import type { HandOffFailure, Phase } from '#src/domain/delivery/verdict.js';
import { withoutAddresses } from '#src/foundation/logging/logger.js';
import type { Progress } from './passage.js';

/** What nodemailer hangs on its errors. */
type SmtpError = Error & {
  code?: string;
  originalCode?: string;
  command?: string;
  response?: string;
  responseCode?: number;
};

const LONGEST_REPLY = 500;

/** A reply as the ledger keeps it: one line, no address, bounded. */
export function replyText(text: string): string {
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

/** `progress` tells how far the message came, since a lost line has no command of its own; without either it was lost at the start. */
export function sendFailure(error: SmtpError, progress: Progress): HandOffFailure {
  return {
    phase: phaseOf(error, progress),
    code: error.responseCode ?? null,
    reply: replyText(error.response ?? error.message),
  };
}

function phaseOf(error: SmtpError, progress: Progress): Phase {
  if (progress === 'spent') return 'dot';
  if (progress === 'open') return 'body';
  if (error.command === 'RCPT TO') return 'rcpt';
  return progress === 'asking' || error.command === 'DATA' ? 'data' : 'mail';
}
