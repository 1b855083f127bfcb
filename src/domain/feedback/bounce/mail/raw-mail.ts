import { decodeWords } from 'postal-mime';
import { decode, decodeByGuess } from './charset.js';
import { MAX_TEXT, type InboundMail, type MailHeader } from './inbound-mail.js';

const MAX_HEAD = 128_000;

/** Header lines of a mail, or of the piece of one that a report quotes. Lines that are none are passed over. */
export function readHeaders(text: string): MailHeader[] {
  const end = /\r?\n[ \t]*\r?\n/.exec(text.slice(0, MAX_HEAD))?.index ?? MAX_HEAD;
  const headers: { name: string; value: string }[] = [];
  for (const line of text.slice(0, end).split(/\r?\n/)) {
    const last = headers.at(-1);
    if (/^[ \t]/.test(line)) {
      if (last !== undefined) last.value += ` ${line.trim()}`;
      continue;
    }
    const field = /^([!-9;-~]{1,80})[ \t]*:(.*)$/.exec(line);
    if (field?.[1] !== undefined) headers.push({ name: field[1].toLowerCase(), value: (field[2] ?? '').trim() });
  }
  return headers.map(({ name, value }) => ({ name, value: words(value) }));
}

/** Header values may hold bytes of a charset that nobody declared. */
export function headText(bytes: Uint8Array): string {
  const head = bytes.subarray(0, MAX_HEAD);
  const text = decode(head);
  return text.includes('\ufffd') ? (decodeByGuess(head) ?? text) : text;
}

/** The mail without a look at its structure, for what is no proper MIME. */
export function readRawMail(bytes: Uint8Array): InboundMail {
  const headers = readHeaders(headText(bytes));
  const text = decode(bytes);
  const body = /\r?\n[ \t]*\r?\n/.exec(text);
  const contentType = headers.find(({ name }) => name === 'content-type')?.value.toLowerCase() ?? '';
  const start = body === null || headers.length === 0 ? 0 : body.index;
  return { headers, contentType, text: text.slice(start, start + MAX_TEXT), parts: [] };
}

export function words(value: string): string {
  if (!value.includes('=?')) return value;
  try {
    return decodeWords(value.slice(0, 20_000));
  } catch {
    return value;
  }
}
