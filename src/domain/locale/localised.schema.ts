import { z } from 'zod';
import { isStorable, NOT_STORABLE } from '../text/storable.js';
import { LOCALES } from './locale.js';

/** Words per locale, each optional and never blank; what is missing falls back when the mail is rendered. */
export function localisedText(maxCharacters: number) {
  const words = z.string().trim().min(1).max(maxCharacters).refine(isStorable, NOT_STORABLE).optional();
  return z.strictObject({ 'zh-CN': words, 'zh-TW': words, en: words } satisfies Record<
    (typeof LOCALES)[number],
    unknown
  >);
}
