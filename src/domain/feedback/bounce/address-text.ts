/** Addresses as reports print them. ASCII only: in Chinese text no space stands between an address and the words around it. */
const ADDRESS =
  /(?:"[^"\s][^"\n]{0,62}"|[a-z0-9_+#$&~!=/-][a-z0-9!#$%&'*+/=?^_`{|}~.-]{0,127})@(?:[a-z0-9](?:[a-z0-9_-]{0,62})\.){1,10}[a-z][a-z0-9-]{1,62}/gi;
const LABELLED = /^(?:rfc822|smtp|mailto|to|rcpt|recipient|address|user|email|mail|addr|id)=/i;

export type FoundAddress = { address: string; index: number; end: number };

export function findAddresses(text: string): FoundAddress[] {
  return [...text.matchAll(ADDRESS)].map((match) => {
    const label = LABELLED.exec(match[0])?.[0].length ?? 0;
    return { address: match[0].slice(label), index: match.index + label, end: match.index + match[0].length };
  });
}

export function addressesIn(text: string): string[] {
  return findAddresses(text.slice(0, 20_000)).map(({ address }) => address);
}

/** One bare address as a report's field writes it, also with letters of any script (RFC 6533); undefined when it is none. */
export function fieldAddress(text: string): string | undefined {
  const bare = text
    .replace(/\([^()]*\)\s*$/, '')
    .replace(/^\s*(?:smtp|mailto|rfc822)\s*[:;=]/i, '')
    .replace(/^[\s<'"]+|[\s>'",;]+$/g, '');
  if (/^[^\s@<>]{1,128}@[\p{L}\p{N}._-]{1,253}$/u.test(bare)) return bare;
  return addressesIn(text)[0];
}

export function isSameAddress(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

export function localPart(address: string): string {
  return address.slice(0, address.lastIndexOf('@')).toLowerCase();
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
