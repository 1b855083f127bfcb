import { buildConnector } from 'undici';
import type { AddressGuard } from './address-guard.js';
import type { NameResolver } from './name-resolver.js';
import { withoutBrackets } from './url-guard.js';

/** The connector refused: the address, or one of those that the name resolves to, is not a public place. */
export class BlockedAddressError extends Error {
  readonly code = 'fetcher.address';
}
/** The name could not be resolved. */
export class UnknownNameError extends Error {
  readonly code = 'fetcher.name';
}

const CONNECT_TIMEOUT_MS = 5_000;
/** A name with more addresses than this is tried no further. */
const MOST_ADDRESSES = 4;

/**
 * Opens connections only to addresses that were checked here: the very address is connected to, so a name that resolves otherwise the next
 * time (rebinding) gains nothing. One private address among several blocks the name.
 */
export function guardedConnector(guard: AddressGuard, resolver: NameResolver): buildConnector.connector {
  const connect = buildConnector({ timeout: CONNECT_TIMEOUT_MS, allowH2: false });
  return (options, callback) => {
    const host = withoutBrackets(options.hostname);
    const port = Number(options.port === '' ? (options.protocol === 'https:' ? 443 : 80) : options.port);
    addressesOf(host, port, guard, resolver).then(
      (addresses) => {
        const tryNext = (at: number): void => {
          // The name stays what the certificate is checked against.
          connect({ ...options, hostname: addresses[at] ?? '' }, (...outcome) => {
            if (outcome[0] !== null && at + 1 < addresses.length) tryNext(at + 1);
            else callback(...outcome);
          });
        };
        tryNext(0);
      },
      (error: unknown) => {
        callback(error instanceof Error ? error : new Error(String(error)), null);
      },
    );
  };
}

async function addressesOf(host: string, port: number, guard: AddressGuard, resolver: NameResolver): Promise<string[]> {
  const addresses = /^[\d.]+$|:/.test(host) ? [host] : await resolve(host, resolver);
  if (!addresses.every((address) => guard.mayConnect(address, port))) throw new BlockedAddressError(host);
  return addresses.slice(0, MOST_ADDRESSES);
}

async function resolve(host: string, resolver: NameResolver): Promise<string[]> {
  try {
    const addresses = await resolver.resolve(host);
    if (addresses.length > 0) return addresses;
  } catch (cause) {
    throw new UnknownNameError(host, { cause });
  }
  throw new UnknownNameError(host);
}
