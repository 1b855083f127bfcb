import { errorCode } from '../error-code.js';
import type { Block, Failure } from './fetch-outcome.js';

const FAILURE_OF_CODE: Readonly<Record<string, Failure>> = {
  'fetcher.name': 'name',
  ECONNREFUSED: 'connect',
  EHOSTUNREACH: 'connect',
  ENETUNREACH: 'connect',
  EADDRNOTAVAIL: 'connect',
  EACCES: 'connect',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_OVERFLOW: 'protocol',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'reset',
  UND_ERR_INVALID_ARG: 'protocol',
  UND_ERR_SOCKET: 'reset',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
};

/** What an error of the line says, by its code or that of its cause; never by its text. */
export function failureOf(error: unknown): Failure | { block: Block } {
  for (let at = error, depth = 0; depth < 4; depth += 1) {
    const code = errorCode(at);
    if (code === 'fetcher.address') return { block: 'address' };
    const known = code === undefined ? undefined : FAILURE_OF_CODE[code];
    if (known !== undefined) return known;
    if (code !== undefined && isTlsCode(code)) return 'tls';
    if (code?.startsWith('HPE_') === true) return 'protocol';
    at = typeof at === 'object' && at !== null && 'cause' in at ? at.cause : undefined;
  }
  return 'connect';
}

function isTlsCode(code: string): boolean {
  return /CERT|^ERR_TLS|^ERR_SSL|^EPROTO|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)/.test(code);
}
