import ipaddr from 'ipaddr.js';

/** An exception that the operator makes: one network, and the port that is open there (undefined: 80 and 443; `*`: all). */
export type AllowedNetwork = { network: [ipaddr.IPv4 | ipaddr.IPv6, number]; port: number | '*' | undefined };

/**
 * Reads `10.1.0.0/16, 192.0.2.7:8080, [fd00::]/8:*`: an address or a network, and a port if it is another than 80 and 443. Undefined when one
 * entry is none. Names are not taken, since a name says nothing about where it leads.
 */
export function readFetchAllow(text: string): AllowedNetwork[] | undefined {
  const entries = text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  const networks = entries.map(readEntry);
  return networks.every((network) => network !== undefined) ? networks : undefined;
}

function readEntry(entry: string): AllowedNetwork | undefined {
  const match = /^(?:\[([\da-f:.]+)\]|([\d.]+))(?:\/(\d{1,3}))?(?::(\d{1,5}|\*))?$/i.exec(entry);
  const address = match?.[1] ?? match?.[2];
  if (match === null || address === undefined || !isAddress(address)) return undefined;
  const parsed = ipaddr.parse(address);
  const bits = match[3] === undefined ? (parsed.kind() === 'ipv4' ? 32 : 128) : Number(match[3]);
  if (bits > (parsed.kind() === 'ipv4' ? 32 : 128)) return undefined;
  const port = match[4] === undefined || match[4] === '*' ? match[4] : Number(match[4]);
  if (port !== undefined && port !== '*' && (port < 1 || port > 65_535)) return undefined;
  return { network: [parsed, bits], port };
}

/** No short forms: `10.0.0` is 10.0.0.0 to some and 10.0.0.0/24 to others. */
function isAddress(text: string): boolean {
  return text.includes(':') ? ipaddr.IPv6.isValid(text) : ipaddr.IPv4.isValidFourPartDecimal(text);
}
