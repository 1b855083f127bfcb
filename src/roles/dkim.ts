import { makeDkimKeys } from '#src/delivery/index.js';

/** Makes DKIM keys and prints the DNS records that must be published before they are used. */
export function dkimNew({ domain, selector, out }: { domain: string; selector: string; out: string }): number {
  if (!/^(?=.{1,253}$)([a-z0-9-]+\.)+[a-z0-9-]+$/.test(domain))
    throw new Error(`--domain ${domain}: is no domain in lower case`);
  if (!/^[a-z0-9-]{1,40}$/.test(selector))
    throw new Error(`--selector ${selector}: small letters, digits and hyphens only`);
  const records = makeDkimKeys(out, domain, selector);
  console.log(
    `Keys are in ${out}. Publish these TXT records, wait until they are visible, then set DKIM_KEYS=${out}:\n`,
  );
  for (const { name, value } of records) console.log(`${name}. IN TXT ${quoted(value)}\n`);
  return 0;
}

/** A TXT record is a row of strings of at most 255 bytes (RFC 1035 §3.3.14). */
function quoted(value: string): string {
  return (value.match(/.{1,255}/g) ?? []).map((part) => `"${part}"`).join(' ');
}
