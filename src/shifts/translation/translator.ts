import type { Locale } from '#src/domain/locale/locale.js';

/** `later`: nothing was said about the words, they may be asked about again. `refused`: what came cannot be used. */
export type TranslationResult =
  | { outcome: 'translated'; text: string }
  | { outcome: 'refused'; reason: string; isFinal: boolean }
  | { outcome: 'later'; reason: string; seconds: number; isCounted: boolean };

/** Puts words into another language. Whoever does it, the result has passed the number lock and is machine-written until an editor takes it over. */
export abstract class Translator {
  abstract translate(text: string, from: Locale, to: Locale, tries: number): Promise<TranslationResult>;
}
