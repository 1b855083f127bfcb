import { decoderFor, labelInDocument, labelInHeader } from './charset-label.js';

/** Why a charset was taken. */
export const CHARSET_REASONS = ['bom', 'valid-utf-8', 'document', 'http', 'guess', 'language', 'fallback'] as const;
export type CharsetReason = (typeof CHARSET_REASONS)[number];
export type DecodeWarning = 'unreadable-bytes' | 'charset-contradiction';

export type Decoded = {
  text: string;
  charset: string;
  why: CharsetReason;
  warnings: DecodeWarning[];
  /** False when more than one character in a hundred is lost: such a text must not be stored. */
  isReadable: boolean;
};

export type DecodeHints = {
  contentType?: string | undefined;
  /** Language of the source (`zh-CN`), for bytes that nothing else is known about. */
  language?: string | undefined;
  /** A statistical guess, with how sure it is in percent; it comes from a library, which the domain does not know. */
  guess?: ((bytes: Uint8Array) => { charset: string; confidence: number } | undefined) | undefined;
};

const LOST = '\ufffd';
const MOST_LOST = 0.01;
/** Of what is not ASCII: a page in GBK with much markup loses few of all characters when it is read as UTF-8, but most of its words. */
const MOST_WORDS_LOST = 0.05;
const LEAST_CONFIDENCE = 60;

/**
 * Bytes to text, in the order that was right for the cases we know: byte order mark; valid UTF-8, whatever is declared; what the document
 * says; what HTTP says; a guess; GB 18030 for Chinese sources; Windows-1252. A declared charset that most of the bytes contradict is passed over.
 */
export function decodeBytes(bytes: Uint8Array, hints: DecodeHints = {}): Decoded {
  const marked = byMark(bytes);
  if (marked !== undefined) return tolerant(bytes, marked, 'bom');
  const utf8 = strict(bytes, 'utf-8');
  const document = decoderFor(labelInDocument(bytes));
  const http = decoderFor(labelInHeader(hints.contentType));
  const contradiction = (charset: string): DecodeWarning[] =>
    [document, http].some((label) => label !== undefined && label !== charset) ? ['charset-contradiction'] : [];
  if (utf8 !== undefined)
    return {
      text: utf8,
      charset: 'utf-8',
      why: 'valid-utf-8',
      warnings: isAscii(utf8) ? [] : contradiction('utf-8'),
      isReadable: true,
    };
  for (const [charset, why] of [
    [document, 'document'],
    [http, 'http'],
    [guessed(bytes, hints), 'guess'],
    [hints.language?.startsWith('zh') === true ? 'gb18030' : undefined, 'language'],
  ] as const) {
    if (charset === undefined) continue;
    const decoded = tolerant(bytes, charset, why);
    if (decoded.isReadable) return { ...decoded, warnings: [...decoded.warnings, ...contradiction(charset)] };
  }
  return tolerant(bytes, 'windows-1252', 'fallback');
}

function guessed(bytes: Uint8Array, { guess }: DecodeHints): string | undefined {
  const found = guess?.(bytes);
  return found !== undefined && found.confidence >= LEAST_CONFIDENCE ? decoderFor(found.charset) : undefined;
}

function byMark(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  // `<?` or `<` and a letter in UTF-16 without a mark.
  if (a === 0x3c && b === 0 && d === 0) return 'utf-16le';
  return a === 0 && b === 0x3c && c === 0 ? 'utf-16be' : undefined;
}

function strict(bytes: Uint8Array, charset: string): string | undefined {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function tolerant(bytes: Uint8Array, charset: string, why: CharsetReason): Decoded {
  const clean = strict(bytes, charset);
  if (clean !== undefined) return { text: clean, charset, why, warnings: [], isReadable: true };
  const text = new TextDecoder(charset).decode(bytes);
  const lost = text.split(LOST).length - 1;
  const words = text.match(/[^\u0000-\u007f]/g)?.length ?? 0;
  // One is always allowed: the document may end in the middle of a character.
  const isReadable = lost <= 1 || (lost <= text.length * MOST_LOST && lost <= words * MOST_WORDS_LOST);
  return { text, charset, why, warnings: ['unreadable-bytes'], isReadable };
}

function isAscii(text: string): boolean {
  return !/[^\u0000-\u007f]/.test(text);
}
