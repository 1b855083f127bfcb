import ipaddr from 'ipaddr.js';
import type { AllowedNetwork } from './fetch-allow.js';

const WEB_PORTS: readonly number[] = [80, 443];
/** "Unicast" by the registries, but no public place: Azure's host agent answers here in every one of its networks. */
const PRIVATE_ALL_THE_SAME = new Set(['168.63.129.16']);
/** All of the global unicast space of IPv6 that is given out; what lies outside (`::127.0.0.1`, say) is never a web server. */
const GLOBAL_IPV6: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3];

/** Decides by address and port alone; names are judged by what they resolve to. */
export class AddressGuard {
  constructor(private readonly allowed: readonly AllowedNetwork[] = []) {}

  /** Before any look-up: whether there is any address at which this port could be open to us. */
  mayUsePort(port: number): boolean {
    return WEB_PORTS.includes(port) || this.allowed.some((entry) => opens(entry, port));
  }

  /** `address` as the resolver gives it, or a literal of a URL. */
  mayConnect(address: string, port: number): boolean {
    if (!ipaddr.isValid(address)) return false;
    // An IPv4 address in the form of IPv6 (::ffff:…) becomes what it is.
    const parsed = ipaddr.process(address);
    if (this.allowed.some((entry) => opens(entry, port) && isWithin(parsed, entry.network))) return true;
    return WEB_PORTS.includes(port) && isPublic(parsed);
  }
}

function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (address.range() !== 'unicast' || PRIVATE_ALL_THE_SAME.has(address.toString())) return false;
  return address.kind() === 'ipv4' || isWithin(address, GLOBAL_IPV6);
}

function opens({ port }: AllowedNetwork, wanted: number): boolean {
  return port === undefined ? WEB_PORTS.includes(wanted) : port === '*' || port === wanted;
}

function isWithin(address: ipaddr.IPv4 | ipaddr.IPv6, [network, bits]: AllowedNetwork['network']): boolean {
  return address.kind() === network.kind() && address.match(network, bits);
}
