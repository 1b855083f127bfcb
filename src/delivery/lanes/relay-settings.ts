import { relaySchema, relaysSchema, type Relay } from '#src/domain/delivery/relay.schema.js';
import type { Config } from '#src/foundation/config/config.js';
import { RelayUrlError } from '../relay-url.js';
import type { Transport } from '../transport.js';
import { TransportFactory } from './transport-factory.js';

/** What is wrong with RELAYS or SMTP_URL, by the place in it; never its text, which holds passwords. */
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

/** The transport of each relay, or which of them asks for what does not exist. */
export function transportsOf(relays: readonly Relay[], factory: TransportFactory): Map<string, Transport> {
  const faults: string[] = [];
  const transports = new Map<string, Transport>();
  for (const relay of relays) {
    try {
      transports.set(relay.name, factory.transportOf(relay));
    } catch (error) {
      if (!(error instanceof RelayUrlError)) throw error;
      faults.push(`relay ${relay.name}: ${error.message}`);
    }
  }
  if (faults.length > 0) throw new RelaysError(faults.join('\n'));
  return transports;
}

/** Throws a {@link RelaysError} for relays that mail could not go by. */
export function checkRelays(
  config: Pick<
    Config,
    'RELAYS' | 'SMTP_URL' | 'SMTP_CONNECTIONS' | 'SMTP_TIMEOUT_SECONDS' | 'SMTP_FINAL_TIMEOUT_SECONDS'
  >,
): void {
  transportsOf(relaysOf(config), new TransportFactory(config));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RelaysError('RELAYS: is no JSON');
  }
}
