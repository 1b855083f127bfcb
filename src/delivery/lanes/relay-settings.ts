import { relaySchema, relaysSchema, type Relay } from '#src/domain/delivery/relay.schema.js';
import type { Config } from '#src/foundation/config/config.js';

/** What is wrong with RELAYS, by the place in it; never its text, which holds passwords. */
export class RelaysError extends Error {
  readonly code = 'delivery.relays';
}

/** The relays of RELAYS; without it the one of SMTP_URL, named by its host. */
export function relaysOf(config: Pick<Config, 'RELAYS' | 'SMTP_URL' | 'SMTP_CONNECTIONS'>): Relay[] {
  const { RELAYS, SMTP_URL, SMTP_CONNECTIONS } = config;
  if (RELAYS === undefined) {
    return [relaySchema.parse({ name: nameOf(SMTP_URL), url: SMTP_URL, connections: SMTP_CONNECTIONS })];
  }
  const parsed = relaysSchema.safeParse(jsonOf(RELAYS));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `RELAYS: ${path.join('.')}: ${message}`);
  throw new RelaysError(faults.join('\n'));
}

/** Any host has one, also `mail_relay`, an IPv6 address, or one that is too long. */
function nameOf(url: string): string {
  const host = new URL(url).hostname.replaceAll(/[[\]]/g, '').toLowerCase();
  return host
    .replaceAll(/[^a-z0-9.-]/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 63);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RelaysError('RELAYS: is no JSON');
  }
}
