import { PROVIDER_FACTS, type ProviderFacts } from './provider.data.js';

export type Provider = keyof typeof PROVIDER_FACTS;

/** Stored in the ledger, so names are never changed in place. */
export const PROVIDERS = Object.keys(PROVIDER_FACTS) as readonly Provider[];

const BY_DOMAIN = new Map(
  PROVIDERS.flatMap((provider) => PROVIDER_FACTS[provider].domains.map((domain) => [domain as string, provider])),
);

export function factsOf(provider: Provider): ProviderFacts {
  return PROVIDER_FACTS[provider];
}

export function isProvider(text: string): text is Provider {
  return text in PROVIDER_FACTS;
}

/** By the mailbox domain alone; undefined when only its mail servers can tell. */
export function providerOfDomain(domain: string): Provider | undefined {
  return BY_DOMAIN.get(domain.toLowerCase());
}

/** By the names of the domain's mail servers. The longest end that fits decides, since one provider's name may end in another's. */
export function providerOfMx(hosts: readonly string[]): Provider {
  let found: Provider = 'other';
  let longest = 0;
  for (const provider of PROVIDERS) {
    for (const end of PROVIDER_FACTS[provider].mx) {
      if (end.length > longest && hosts.some((host) => endsWithName(host, end)))
        [found, longest] = [provider, end.length];
    }
  }
  return found;
}

function endsWithName(host: string, end: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  return name === end || name.endsWith(`.${end}`);
}
