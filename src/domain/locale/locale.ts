/** The languages Tradewind writes. A reader always has exactly one of them. */
export const LOCALES = ['zh-CN', 'zh-TW', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
export function isLocale(value: unknown): value is Locale {
  return LOCALES.some((locale) => locale === value);
}
/** Editors' words per locale; a missing one falls back (zh-TW → zh-CN converted, else the structured headline). */
export type Localised = { [L in Locale]?: string | undefined };
