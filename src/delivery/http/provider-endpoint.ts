import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { HandOffFailure } from '#src/domain/delivery/verdict.js';
import { RelayUrlError } from '../relay-url.js';
import { connectFailure } from '../smtp/smtp-failure.js';

/** Where a provider's API listens. `authority` is what the Host header says; `path` starts with a slash and may have a query. */
export type ProviderEndpoint = { host: string; port: number; isTls: boolean; authority: string; path: string };

/** Mail and password travel in the clear over http, so that is for this machine only. */
export function endpointOf(url: URL): ProviderEndpoint {
  const host = url.hostname.replaceAll(/^\[|\]$/g, '');
  const isTls = url.protocol === 'https:';
  if (!isTls && url.protocol !== 'http:') throw new RelayUrlError('the URL of a provider begins with https://');
  if (!isTls && !isLoopback(host)) throw new RelayUrlError('a provider that is not this machine needs https://');
  const port = url.port === '' ? (isTls ? 443 : 80) : Number(url.port);
  return { host, port, isTls, authority: url.host, path: url.pathname + url.search };
}

/** One socket, ready for the first byte of a request; or why there is none, at the latest when the seconds are over. */
export function dial(endpoint: ProviderEndpoint, seconds: number): Promise<Socket | HandOffFailure> {
  return new Promise((resolve) => {
    const socket = begin(endpoint);
    const deadline = setTimeout(() => {
      socket.destroy(new Error('the provider did not answer in time'));
    }, seconds * 1_000);
    const fail = (error: Error): void => {
      clearTimeout(deadline);
      resolve(connectFailure(firstOf(error), 'connect'));
    };
    socket.once('error', fail);
    socket.once(endpoint.isTls ? 'secureConnect' : 'connect', () => {
      clearTimeout(deadline);
      socket.off('error', fail);
      // The loss of an idle socket is seen by its close; without a listener it would end the process.
      socket.on('error', () => undefined);
      resolve(socket);
    });
  });
}

function begin({ host, port, isTls }: ProviderEndpoint): Socket {
  if (!isTls) return connect({ host, port, noDelay: true });
  // A certificate is asked for by name only: SNI knows no addresses (RFC 6066 §3).
  return connectTls({ host, port, ...(isIP(host) === 0 ? { servername: host } : {}), ALPNProtocols: ['http/1.1'] });
}

/** A name with several addresses fails with all their errors in one that has no message of its own. */
function firstOf(error: Error): Error {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : undefined;
  return first instanceof Error ? first : error;
}

function isLoopback(host: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host);
}
