import type { Locale, Localised } from '../locale/locale.js';
import { convertScript } from './convert-script.js';

const HAN = /\p{Script=Han}/u;
const NAME_WORDS = 5;

/** "Avocado", "Scale AI", "gpt-oss": a reader of any language can read a name, not a phrase. */
function isName(text: string): boolean {
  const words = text.split(/[\s/]+/u);
  return words.length <= NAME_WORDS && words.every((word) => /[\p{Lu}\p{N}]|\p{L}-\p{L}/u.test(word));
}

export function isChinese(locale: Locale): locale is 'zh-CN' | 'zh-TW' {
  return locale !== 'en';
}

/**
 * The words of a source as a reader of `locale` can read them, or null. Chinese is written in the reader's script, names pass everywhere,
 * and nothing is translated.
 */
export function sayIn(text: string, language: Locale, locale: Locale): string | null {
  if (language === locale) return text;
  if (isChinese(locale)) {
    if (HAN.test(text)) return convertScript(text, locale);
    return isName(text) ? text : null;
  }
  return HAN.test(text) ? null : text;
}

/** An editor's words in `locale`: their own, else those of the other Chinese script, converted. Never a translation. */
export function localisedIn(text: Localised, locale: Locale): string | null {
  const own = text[locale];
  if (own !== undefined) return own;
  if (!isChinese(locale)) return null;
  const sibling = text[locale === 'zh-CN' ? 'zh-TW' : 'zh-CN'];
  return sibling === undefined ? null : convertScript(sibling, locale);
}
