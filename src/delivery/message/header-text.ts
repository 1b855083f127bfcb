import { encodeWord } from 'nodemailer/lib/mime-funcs';

/** Where a continuation line begins (RFC 5322 §2.2.3). */
const FOLD = '\r\n ';
/** A longer word, or more than one space, is not left to the folding of whoever passes the mail on. */
const PLAIN = /^[\x21-\x7e]{1,60}(?: [\x21-\x7e]{1,60})*$/;
const ATOMS = /^\w+(?: \w+)*$/;
/** Anything else, spaces too, is read in more than one way when quoted. */
const PLAIN_PARAMETER = /^\w[\w.-]{0,49}$/;
const MAX_PARAMETER = 50;
const LINE = 76;
const MAX_PLAIN_NAME = 60;

/** ASCII without control characters that neither begins nor ends with a space: nothing to clean. */
const CLEAN = /^(?! )[\x20-\x7e]*(?<! )$/;
const VISIBLE = /^[\x21-\x3b\x3d\x3f-\x7e]*$/;

/** Control characters, line ends above all, would start a header of their own. */
export function oneLine(text: string): string {
  return CLEAN.test(text) ? text : text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

/** Value of a header that people read, as it is or in encoded words (RFC 2047); `column` is where it begins in its line. */
export function unstructured(text: string, column: number): string {
  const line = oneLine(text);
  return isPlain(line) ? folded(line, column) : encoded(line);
}

/** A mailbox (RFC 5322 §3.4): a name with signs of its own is quoted or encoded, so that it never ends the address or adds another. */
export function mailbox(name: string, address: string): string {
  const bare = VISIBLE.test(address) ? address : address.replaceAll(/[\p{Cc}\s<>]/gu, '');
  const phrase = phraseOf(oneLine(name));
  if (phrase === '') return /^[\w.+-]+@[\w.-]+$/.test(bare) ? bare : `<${bare}>`;
  return `${phrase}${phrase.length + bare.length > MAX_PLAIN_NAME ? FOLD : ' '}<${bare}>`;
}

/** An address of the web for a header that must stay on one line: nothing but visible ASCII, and no bracket. */
export function visibleUrl(url: string): string {
  return VISIBLE.test(url) ? url : url.replaceAll(/[^\x21-\x7e]|[<>]/gu, percent);
}

/** A parameter with its semicolon (RFC 2045 §5.1): what is no short plain word goes percent-encoded, in numbered pieces (RFC 2231). */
export function parameter(name: string, value: string): string {
  if (PLAIN_PARAMETER.test(value)) return `;${FOLD}${name}="${value}"`;
  const pieces: string[] = [];
  for (const sign of value) {
    const escaped = sign.replaceAll(/[^\w.-]/gu, percent);
    const last = pieces.at(-1);
    if (last === undefined || last.length + escaped.length > MAX_PARAMETER) pieces.push(escaped);
    else pieces[pieces.length - 1] = last + escaped;
  }
  return pieces.map((piece, index) => `;${FOLD}${name}*${index}*=${index === 0 ? "utf-8''" : ''}${piece}`).join('');
}

function percent(sign: string): string {
  return Buffer.from(sign).toString('hex').toUpperCase().replaceAll(/../g, '%$&');
}

function phraseOf(name: string): string {
  if (name.length > MAX_PLAIN_NAME) return encoded(name);
  if (name === '' || ATOMS.test(name)) return name;
  return isPlain(name) ? `"${name.replaceAll(/["\\]/g, String.raw`\$&`)}"` : encoded(name);
}

/** What looks like an encoded word would be read as one. */
function isPlain(line: string): boolean {
  return line === '' || (PLAIN.test(line) && !line.includes('=?'));
}

function encoded(line: string): string {
  return encodeWord(line, 'B', 52).replaceAll(' ', FOLD);
}

function folded(line: string, column: number): string {
  let room = LINE - column;
  let text = '';
  for (const word of line.split(' ')) {
    if (text !== '' && word.length + 1 > room) {
      text += FOLD;
      room = LINE - 1;
    } else if (text !== '') {
      text += ' ';
      room--;
    }
    text += word;
    room -= word.length;
  }
  return text;
}
