import type { Address } from './parse-address.js';

/** Providers at which dots in the local part mean nothing. */
const DOTLESS = ['gmail.com', 'googlemail.com'];

/**
 * The mailbox that an address probably leads to: without its +tag, and at Gmail without dots. Only for counting mails to it; at many servers
 * two such addresses are two people, so nothing else may take them for one.
 */
export function quotaAddress({ canonical, domain }: Pick<Address, 'canonical' | 'domain'>): string {
  const local = canonical.slice(0, canonical.lastIndexOf('@'));
  const untagged = local.replace(/(?<=.)\+.*$/, '');
  return DOTLESS.includes(domain) ? `${untagged.replaceAll('.', '')}@gmail.com` : `${untagged}@${domain}`;
}
