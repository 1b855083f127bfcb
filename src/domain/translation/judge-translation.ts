import { figuresIn } from '../evidence/number-lock.js';
import type { Locale } from '../locale/locale.js';
import { foldText } from '../text/fold-text.js';
import { GLOSSARY } from './glossary.data.js';
import type { LockedText } from './lock-values.js';

/** Why a translation was not used. */
export const TRANSLATION_FAULTS = ['mark-missing', 'mark-twice', 'mark-unknown', 'number-written', 'too-short', 'too-long', 'not-translated', 'glossary', 'empty'] as const; // prettier-ignore
export type TranslationFault = (typeof TRANSLATION_FAULTS)[number];
export type JudgedTranslation = { ok: true; text: string } | { ok: false; fault: TranslationFault };

/** English takes two to four letters for a Chinese character; outside this something was left out or added. */
const LEAST_RATIO = 0.4;
const MOST_RATIO = 3.5;
const HAN_WIDTH = 2;
const MOST_HAN = 0.02;
const LEAST_HAN = 0.3;

/**
 * The finished translation, or why it cannot be used: every mark returned exactly once, no other number, about as long as the source, in the
 * target language, with the trade's own words. `source` is the text with its marks.
 */
export function judgeTranslation(source: LockedText, answer: string, from: Locale, to: Locale): JudgedTranslation {
  const text = answer.trim();
  if (text === '') return { ok: false, fault: 'empty' };
  const fault =
    markFault(source, text) ??
    lengthFault(source.text, text) ??
    scriptFault(text, to) ??
    glossaryFault(source.text, text, from, to);
  if (fault !== null) return { ok: false, fault };
  return { ok: true, text: text.replaceAll(/⟦n\d+⟧/gu, (mark) => source.values.get(mark) ?? mark) };
}

function markFault({ values }: LockedText, text: string): TranslationFault | null {
  const marks = text.match(/⟦[^⟧]*⟧?/gu) ?? [];
  if (marks.some((mark) => !values.has(mark))) return 'mark-unknown';
  if (new Set(marks).size < marks.length) return 'mark-twice';
  if (marks.length < values.size) return 'mark-missing';
  const rest = text.replaceAll(/⟦n\d+⟧/gu, ' ');
  if (/[⟦⟧]/u.test(rest)) return 'mark-unknown';
  const spelled = /\b(?:hundred|thousand|million|billion|trillion|dozen)s?\b/iu;
  return /\d/u.test(rest) || figuresIn(rest).length > 0 || spelled.test(rest) ? 'number-written' : null;
}

function lengthFault(source: string, text: string): TranslationFault | null {
  const ratio = weight(text) / Math.max(1, weight(source));
  if (ratio < LEAST_RATIO) return 'too-short';
  return ratio > MOST_RATIO ? 'too-long' : null;
}

/** A Han character counts as two letters. */
function weight(text: string): number {
  const plain = text.replaceAll(/⟦n\d+⟧/gu, 'nnnn');
  return Array.from(plain).length + (HAN_WIDTH - 1) * (plain.match(/\p{Script=Han}/gu)?.length ?? 0);
}

function scriptFault(text: string, to: Locale): TranslationFault | null {
  const plain = text.replaceAll(/⟦n\d+⟧/gu, '');
  const letters = plain.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0) return null;
  const share = (plain.match(/\p{Script=Han}/gu)?.length ?? 0) / letters;
  return (to === 'en' ? share > MOST_HAN : share < LEAST_HAN) ? 'not-translated' : null;
}

/** The words of the trade that stand in a text, with what they are called in the other language. */
export function glossaryFor(text: string, from: Locale): [string, string][] {
  const folded = foldText(text).toLowerCase();
  return GLOSSARY.flatMap(([chinese, english]): [string, string][] => {
    const [first = ''] = english;
    if (from !== 'en') return folded.includes(chinese) ? [[chinese, first]] : [];
    const said = english.find((word) => word.length > 3 && folded.includes(word));
    return said === undefined ? [] : [[said, chinese]];
  });
}

/** Checked into English only: an English word has several right translations into Chinese. */
function glossaryFault(source: string, text: string, from: Locale, to: Locale): TranslationFault | null {
  if (to !== 'en' || from === 'en') return null;
  const folded = foldText(source);
  const lower = text.toLowerCase();
  const isMissed = GLOSSARY.some(
    ([chinese, english]) => folded.includes(chinese) && !english.some((word) => lower.includes(word)),
  );
  return isMissed ? 'glossary' : null;
}
