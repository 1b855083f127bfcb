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
    const name = new URL(SMTP_URL).hostname.replaceAll(/[[\]]/g, '').replaceAll(':', '-').toLowerCase();
    return [relaySchema.parse({ name: name.replace(/^-+/, ''), url: SMTP_URL, connections: SMTP_CONNECTIONS })];
  }
  const parsed = relaysSchema.safeParse(jsonOf(RELAYS));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `RELAYS: ${path.join('.')}: ${message}`);
  throw new RelaysError(faults.join('\n'));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RelaysError('RELAYS: is no JSON');
  }
}
