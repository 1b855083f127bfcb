import { isIP } from 'node:net';
import type { Request } from 'express';
import type { Client } from '#src/subscribers/index.js';

const MAX_USER_AGENT = 300;
/** Counts as one visitor, so that a proxy that garbles its header does not open a door. */
const UNKNOWN_IP = '0.0.0.0';

/** Who asks, as far as the request and TRUST_PROXY tell. */
export function clientOf(request: Request): Client & { ip: string } {
  const given = (request.ip ?? '').replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '');
  const agent = (request.headers['user-agent'] ?? '').slice(0, MAX_USER_AGENT).trim();
  return { ip: isIP(given) === 0 ? UNKNOWN_IP : given, userAgent: agent === '' ? null : agent };
}
