import type { Locale } from '../locale/locale.js';
import { countScripts } from '../text/script-count.js';

/** A Han character carries about as much as this many Latin letters, so mixed texts are weighed by it. */
const LETTERS_PER_HAN = 2.5;
const SAMPLE_CHARACTERS = 6_000;

/**
 * The language of an article by counting scripts: Han against Latin first, then characters that only one Chinese script writes.
 * `null` when the text is too short to tell or is written in a language Tradewind does not read (Japanese, Korean, Cyrillic …).
 */
export function detectLanguage(text: string): Locale | null {
  const count = countScripts(text.slice(0, SAMPLE_CHARACTERS));
  const letters = count.han * LETTERS_PER_HAN + count.latin;
  if (letters < 4 || count.kana + count.hangul > (count.han + count.kana + count.hangul) * 0.15) return null;
  if (count.han * LETTERS_PER_HAN < count.latin * 0.5) return hasOnlyLatin(text) ? 'en' : null;
  return count.traditionalOnly > count.simplifiedOnly ? 'zh-TW' : 'zh-CN';
}

/** What a text is written in where Tradewind does not read it; null when that cannot be told either. */
export function foreignLanguage(text: string): 'Japanese' | 'Korean' | null {
  const { han, latin, kana, hangul } = countScripts(text.slice(0, SAMPLE_CHARACTERS));
  if (kana + hangul <= (han + kana + hangul) * 0.15 || kana + hangul < latin * 0.1) return null;
  return kana >= hangul ? 'Japanese' : 'Korean';
}

/** Latin letters must make up most of all letters, else the text is Cyrillic, Thai or the like with some brand names. */
function hasOnlyLatin(text: string): boolean {
  const sample = text.slice(0, SAMPLE_CHARACTERS);
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  const latin = sample.match(/\p{Script=Latin}/gu)?.length ?? 0;
  return latin >= letters * 0.6;
}
