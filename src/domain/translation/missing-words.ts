import type { Locale, Localised } from '../locale/locale.js';

/** What a model would translate so that readers of a language have words of their own; Chinese in one script serves both by conversion. */
export type Missing = { from: Locale; to: Locale; text: string };

/** Empty when every language is served. Chinese is translated from the script an editor wrote, simplified first. */
export function missingWords(words: Localised): Missing[] {
  const { 'zh-CN': simplified, 'zh-TW': traditional, en } = words;
  const missing: Missing[] = [];
  if (en === undefined && simplified !== undefined) missing.push({ from: 'zh-CN', to: 'en', text: simplified });
  else if (en === undefined && traditional !== undefined) missing.push({ from: 'zh-TW', to: 'en', text: traditional });
  if (en !== undefined && simplified === undefined && traditional === undefined) {
    missing.push({ from: 'en', to: 'zh-CN', text: en });
  }
  return missing;
}
