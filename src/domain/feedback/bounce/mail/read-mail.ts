import PostalMime, { type Attachment, type Email } from 'postal-mime';
import { decode, decodeByGuess, isGarbled } from './charset.js';
import { htmlText } from './html-text.js';
import { headerOf, MAX_TEXT, type InboundMail, type MailPart } from './inbound-mail.js';
import { headText, readHeaders, readRawMail } from './raw-mail.js';

/** No report needs more; the rest of a longer mail is not looked at. */
export const MAX_MAIL_BYTES = 1_000_000;
const MAX_PARTS = 30;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;

/** Reads any bytes as a mail; what is no proper MIME is read line by line. Never throws. */
export async function readMail(given: Uint8Array): Promise<InboundMail> {
  const bytes = tidy(given.subarray(0, MAX_MAIL_BYTES));
  const email = await parse(bytes);
  if (email === undefined) return readRawMail(bytes);
  const headers = readHeaders(headText(bytes));
  const parts = email.attachments.slice(0, MAX_PARTS).map(partOf);
  return {
    headers,
    contentType: headerOf(headers, 'content-type').toLowerCase(),
    text: ownText(email, bytes).slice(0, MAX_TEXT),
    parts,
  };
}

async function parse(bytes: Uint8Array): Promise<Email | undefined> {
  try {
    return await PostalMime.parse(bytes, {
      forceRfc822Attachments: true,
      maxHeadersSize: 512_000,
      maxNestingDepth: 40,
    });
  } catch {
    return undefined;
  }
}

function ownText(email: Email, bytes: Uint8Array): string {
  const plain = email.text ?? '';
  const text = plain.trim() !== '' ? plain : htmlText((email.html ?? '').slice(0, 2 * MAX_TEXT));
  if (text.trim() === '' && email.attachments.length === 0) return readRawMail(bytes).text;
  if (!isGarbled(text)) return text;
  return decodeByGuess(bytes.subarray(bodyStart(bytes), bodyStart(bytes) + MAX_TEXT)) ?? text;
}

function partOf({ mimeType, filename, content }: Attachment): MailPart {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content);
  const isText = /^(?:text|message|multipart)\//.test(mimeType);
  const start = bytes.subarray(0, isText ? MAX_TEXT : 0);
  const text = decode(start);
  return { type: mimeType, filename: filename ?? '', text: isGarbled(text) ? (decodeByGuess(start) ?? text) : text };
}

/** Without blank lines and the separator line of an mbox in front, and with line feeds where a file has carriage returns only. */
function tidy(bytes: Uint8Array): Uint8Array {
  let start = 0;
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) start = 3;
  while (bytes[start] === LINE_FEED || bytes[start] === RETURN) start++;
  const first = decode(bytes.subarray(start, start + 500), 'windows-1252');
  const separator = /^>?From \S[^\r\n]*\r?\n/.exec(first);
  if (separator !== null) start += separator[0].length;
  const rest = bytes.subarray(start);
  if (rest.includes(LINE_FEED) || !rest.includes(RETURN)) return rest;
  return rest.map((byte) => (byte === RETURN ? LINE_FEED : byte));
}

function bodyStart(bytes: Uint8Array): number {
  for (let at = 0; at + 2 < bytes.length; at++) {
    if (bytes[at] !== LINE_FEED) continue;
    if (bytes[at + 1] === LINE_FEED || (bytes[at + 1] === RETURN && bytes[at + 2] === LINE_FEED)) return at + 2;
  }
  return 0;
}
