import { addressesIn } from './address-text.js';
import { readMail } from './mail/read-mail.js';

/** Of one mail; whoever writes more is a list of others, and no report. */
const MOST_ADDRESSES = 200;
/** Looked at one stretch after the other, which overlap by the longest address. */
const STRETCH = 20_000;
const LONGEST_ADDRESS = 320;

/** The addresses that a mail names in its headers and parts, decoded and in lower case, each once. Never throws. */
export async function mentionedAddresses(bytes: Uint8Array): Promise<string[]> {
  try {
    const { headers, text, parts } = await readMail(bytes);
    const texts = [...headers.map(({ value }) => value), text, ...parts.map((part) => part.text)];
    const found = new Set<string>();
    for (const address of texts.flatMap(stretchesOf).flatMap(addressesIn)) {
      found.add(address.toLowerCase());
      if (found.size >= MOST_ADDRESSES) break;
    }
    return [...found];
  } catch {
    return [];
  }
}

function stretchesOf(text: string): string[] {
  const stretches: string[] = [];
  for (let at = 0; at < text.length; at += STRETCH - LONGEST_ADDRESS) stretches.push(text.slice(at, at + STRETCH));
  return stretches;
}
