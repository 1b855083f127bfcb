import ipaddr from 'ipaddr.js';
import type { AddressGuard } from './address-guard.js';
import type { Block } from './fetch-outcome.js';

/**
 * What can be said about a URL before it is asked for. The URL parser has written every spelling of an IPv4 address (decimal, octal, hex,
 * short, circled digits) in the usual form by then. Undefined: nothing against it.
 */
export function faultOfUrl(url: URL, guard: AddressGuard): Block | undefined {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'scheme';
  if (url.username !== '' || url.password !== '') return 'userinfo';
  const port = portOf(url);
  if (!guard.mayUsePort(port)) return 'port';
  const host = hostOf(url);
  if (host === '') return 'url';
  if (ipaddr.isValid(host) && !guard.mayConnect(host, port)) return 'address';
  return undefined;
}

export function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}

/** The host without the brackets of IPv6. */
export function hostOf(url: URL): string {
  return withoutBrackets(url.hostname);
}

export function withoutBrackets(host: string): string {
  return host.startsWith('[') ? host.slice(1, -1) : host;
}

/** `new URL` without the exception; `URL.parse` is younger than the oldest Node that we run on. */
export function readUrl(text: string, base?: string): URL | undefined {
  return URL.canParse(text, base) ? new URL(text, base) : undefined;
}
