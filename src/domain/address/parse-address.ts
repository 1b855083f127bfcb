/**
 * What is wrong with an address, in the order in which it is looked for. The words are stable: they stand in API answers and import reports.
 */
export const ADDRESS_FAULTS = {
  'control-character': 'holds a line break or another control character',
  empty: 'is empty',
  'too-long': 'is longer than 254 characters (RFC 5321 §4.5.3.1.3)',
  'no-at': 'must be local-part@domain with exactly one @',
  'quoted-local': 'has a quoted or angle-bracketed part; give the bare address',
  'local-not-ascii': 'has non-ASCII characters before the @; no relay here is said to carry such addresses',
  'local-too-long': 'has more than 64 octets before the @ (RFC 5321 §4.5.3.1.1)',
  'local-form':
    'has characters or dots before the @ that RFC 5321, or RFC 6531 with only letters and digits of other scripts, does not allow',
  'domain-form': 'has a domain that is no host name',
  'domain-literal': 'has a number where a domain is needed',
  'domain-without-dot': 'has a domain without a dot',
} as const;
export type AddressFault = keyof typeof ADDRESS_FAULTS;

/**
 * `email` is what mail is sent to: local part as written (NFC), domain in lower case and ASCII. `canonical` is the same in lower case, and what
 * is hashed: no provider in use tells two people apart by the case of their letters.
 */
export type Address = { email: string; canonical: string; domain: string };
export type ParsedAddress = { ok: true; address: Address } | { ok: false; fault: AddressFault };

// Line breaks and their cousins are refused before anything is trimmed: none of them may come near a header.
const CONTROLS = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029]/;
/** What spreadsheets and chat programs leave around an address; `trim` knows only some of it. */
const AROUND = /^[\s\u00ad\u200b-\u200f\u2060\ufeff]+|[\s\u00ad\u200b-\u200f\u2060\ufeff]+$/g;
/** RFC 5321 Dot-string; quoted strings are legal, unused, and a classic way to smuggle a second recipient. */
const DOT_STRING = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
/**
 * The same with letters and digits of any script (RFC 6531 §3.3), none of which begins with a mark. Signs, invisible characters and whatever has no
 * meaning of its own are legal too, and refused: nobody could tell two such addresses apart.
 */
const UTF8_DOT_STRING =
  /^(?!\p{M})[\p{L}\p{M}\p{N}\w!#$%&'*+/=?^`{|}~-]+(?:\.(?!\p{M})[\p{L}\p{M}\p{N}\w!#$%&'*+/=?^`{|}~-]+)*$/u;
/** Letters of any script, digits, marks, hyphens and the dots that UTS 46 knows; everything else is refused before it is mapped. */
const HOST_TEXT = /^[\p{L}\p{M}\p{N}\-.\u3002\uff0e\uff61]+$/u;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * `domainToAscii` is UTS 46 / IDNA: it gives '' for a domain it refuses (`node:url` has one); it is passed in because this floor does no I/O and
 * imports no platform. `allowsUtf8`: also a local part that is not ASCII (EAI, RFC 6531), which only some relays carry.
 */
export type AddressRules = { domainToAscii: (domain: string) => string; allowsUtf8?: boolean };

/** Reads one bare address (RFC 5321 §4.1.2 Mailbox, without quoted strings and address literals). */
export function parseAddress(text: string, { domainToAscii, allowsUtf8 = false }: AddressRules): ParsedAddress {
  if (CONTROLS.test(text)) return refuse('control-character');
  const bare = text.replace(AROUND, '');
  if (bare === '') return refuse('empty');
  // Nothing that long can become legal, and it keeps the work below small.
  if (bare.length > 1_000) return refuse('too-long');
  if (/["<>()]/.test(bare)) return refuse('quoted-local');
  const [given, host, ...more] = bare.split('@');
  if (given === undefined || host === undefined || given === '' || host === '' || more.length > 0)
    return refuse('no-at');
  const local = isAscii(given) ? given : given.normalize('NFC');
  const localFault = faultOfLocal(local, allowsUtf8);
  if (localFault !== undefined) return refuse(localFault);
  const domain = HOST_TEXT.test(host) ? domainToAscii(host).toLowerCase() : '';
  const domainFault = faultOfDomain(host, domain);
  if (domainFault !== undefined) return refuse(domainFault);
  const email = `${local}@${domain}`;
  if (octets(email) > 254) return refuse('too-long');
  return { ok: true, address: { email, canonical: email.toLowerCase().normalize('NFC'), domain } };
}

/**
 * Whether the local part of an address makes it one that only SMTPUTF8 carries (RFC 6531); a domain always has an ASCII form. Control
 * characters make no script: an address with one is none at all.
 */
export function isInternational(address: string): boolean {
  const local = address.slice(0, address.lastIndexOf('@'));
  return !isAscii(local) && !/\p{Cc}/u.test(local);
}

function faultOfLocal(local: string, allowsUtf8: boolean): AddressFault | undefined {
  const isOurScript = isAscii(local);
  if (!isOurScript && !allowsUtf8) return 'local-not-ascii';
  if (octets(local) > 64) return 'local-too-long';
  if (isOurScript) return DOT_STRING.test(local) ? undefined : 'local-form';
  // Full-width letters and their like are slips of an input method, and read the same as others.
  return UTF8_DOT_STRING.test(local) && local.normalize('NFKC') === local ? undefined : 'local-form';
}

function isAscii(text: string): boolean {
  return !/[^\x00-\x7f]/.test(text);
}

/** In UTF-8, which is how the limits of RFC 5321 count (RFC 6531 §3.3). */
function octets(text: string): number {
  if (isAscii(text)) return text.length;
  let count = 0;
  for (const sign of text) {
    const code = sign.codePointAt(0) ?? 0;
    count += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
  }
  return count;
}

function faultOfDomain(host: string, domain: string): AddressFault | undefined {
  if (/^\[.*\]$/.test(host)) return 'domain-literal';
  const labels = domain.split('.');
  if (domain.length > 253 || !labels.every((label) => LABEL.test(label))) return 'domain-form';
  if (labels.length < 2) return 'domain-without-dot';
  // No top-level domain begins with a digit; 10.0.0.1 and 0x7f.1 are machines.
  return /^\d/.test(labels.at(-1) ?? '') ? 'domain-literal' : undefined;
}

function refuse(fault: AddressFault): ParsedAddress {
  return { ok: false, fault };
}
