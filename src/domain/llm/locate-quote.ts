import { foldText } from '../text/fold-text.js';

/** Where a quote stands in the text as it was stored, or why it cannot be used. */
export type Located =
  | { ok: true; start: number; end: number }
  | {
      ok: false;
      reason: 'quote-too-short' | 'quote-spliced' | 'quote-not-found' | 'quote-ambiguous' | 'quote-cuts-word';
    };

const MIN_LETTERS = 8;
const WIDE = /[\p{Script=Han}，。！？：；、,.!?:;()"'《》]/u;

/**
 * Finds a quote word for word. Only what typesetting changes is folded away (NFKC, Chinese script, quotation marks, dashes, blanks), and the
 * offsets given back are those of the original text (UTF-16). No ellipsis stands for left out words, nothing is matched by likeness: a
 * passage and its negation are nearly alike. A quote that stands there twice says nothing about which is meant.
 */
export function locateQuote(text: string, quote: string): Located {
  const needle = fold(quote.trim());
  if ((needle.text.match(/[\p{L}\p{N}]/gu)?.length ?? 0) < MIN_LETTERS) return { ok: false, reason: 'quote-too-short' };
  const hay = fold(text);
  const at = hay.text.indexOf(needle.text);
  if (at < 0) return { ok: false, reason: needle.text.includes('...') ? 'quote-spliced' : 'quote-not-found' };
  if (hay.text.includes(needle.text, at + 1)) return { ok: false, reason: 'quote-ambiguous' };
  const last = at + needle.text.length - 1;
  if (cutsWord(hay.text, at) || cutsWord(hay.text, last + 1)) return { ok: false, reason: 'quote-cuts-word' };
  return { ok: true, start: hay.starts[at] ?? 0, end: hay.ends[last] ?? 0 };
}

/** "able to leave" is no quote of "unable to leave". */
function cutsWord(text: string, at: number): boolean {
  return /[\p{Script=Latin}\d]/u.test(text.charAt(at - 1)) && /[\p{Script=Latin}\d]/u.test(text.charAt(at));
}

interface Folded {
  text: string;
  /** For each code unit of `text`: where the character that it comes from begins and ends in the original. */
  starts: number[];
  ends: number[];
}

const MARKS: Readonly<Record<string, string>> = {
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '「': '"',
  '」': '"',
  '『': '"',
  '』': '"',
  '‘': "'",
  '’': "'",
  '‚': "'",
  '′': "'",
  '—': '-',
  '–': '-',
  '‑': '-',
  '―': '-',
  '−': '-',
  '…': '...',
  '。': '.',
  '、': ',',
  '·': '·',
  '・': '·',
  '•': '·',
  '‧': '·',
};

function fold(original: string): Folded {
  const folded: Folded = { text: '', starts: [], ends: [] };
  let at = 0;
  for (const character of original) {
    const end = at + character.length;
    const plain = foldText(character.normalize('NFKC'));
    for (const piece of plain) {
      if (/[\u200b-\u200f\u00ad\ufeff\u2060]/u.test(piece)) continue;
      push(folded, /\s/u.test(piece) ? ' ' : (MARKS[piece] ?? piece), at, end);
    }
    at = end;
  }
  return withoutBlanks(folded);
}

function push(folded: Folded, piece: string, start: number, end: number): void {
  folded.text += piece;
  for (let unit = 0; unit < piece.length; unit += 1) {
    folded.starts.push(start);
    folded.ends.push(end);
  }
}

/** One blank for many, and none beside Chinese characters and marks, where typesetting puts them or leaves them out. */
function withoutBlanks({ text, starts, ends }: Folded): Folded {
  const kept: Folded = { text: '', starts: [], ends: [] };
  for (let at = 0; at < text.length; at += 1) {
    const isBlank = text.charAt(at) === ' ';
    if (isBlank && (kept.text === '' || kept.text.endsWith(' ') || WIDE.test(kept.text.slice(-1)))) continue;
    if (!isBlank && kept.text.endsWith(' ') && WIDE.test(text.charAt(at))) {
      kept.text = kept.text.slice(0, -1);
      kept.starts.pop();
      kept.ends.pop();
    }
    push(kept, text.charAt(at), starts[at] ?? 0, ends[at] ?? 0);
  }
  return kept;
}
