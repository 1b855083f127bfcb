import { disposableEmailBlocklistSet } from 'disposable-email-domains-js';

let domains: Set<string> | undefined;

/**
 * Whether mailboxes of this domain, or of one above it, are made to be thrown away. `domain` in lower case and ASCII. The list is public (CC0)
 * and never complete; it warns and refuses nobody. Read when first needed.
 */
export function isDisposable(domain: string): boolean {
  domains ??= disposableEmailBlocklistSet();
  const labels = domain.split('.');
  for (let from = 0; from < labels.length - 1; from += 1) if (domains.has(labels.slice(from).join('.'))) return true;
  return false;
}
