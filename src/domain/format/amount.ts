import type { Locale } from '../locale/locale.js';
import type { Amount } from '../shift/shift.schema.js';
import { withCurrency } from './currency.js';
import { formatFigure, formatFigures } from './figure.js';
import { isChinese, sayIn } from './localise.js';

type Qualifier = NonNullable<Amount['qualifier']>;
const QUALIFIERS: Readonly<Record<Qualifier, Readonly<Record<Locale, string>>>> = {
  gt: { 'zh-CN': '超过', 'zh-TW': '超過', en: 'more than ' },
  lt: { 'zh-CN': '不到', 'zh-TW': '不到', en: 'less than ' },
  about: { 'zh-CN': '约', 'zh-TW': '約', en: 'about ' },
  up_to: { 'zh-CN': '最高', 'zh-TW': '最高', en: 'up to ' },
};

type Figures = { figure: string; qualifier: Qualifier | undefined; isOne: boolean };

/**
 * An amount rendered from its values, so that no model and no translator ever writes a number: 600e9 USD is 6000亿美元, 6,000億美元 or
 * US$600 billion. A vague one without a value (数亿美元) keeps its words for readers of that language and becomes its range for the others.
 * Money is in units of the currency, `percent` in per cent (15 is 15 %). `language` is that of `amount.text`.
 */
export function formatAmount(amount: Amount, locale: Locale, language: Locale = languageOf(amount.text)): string {
  const figures = figuresOf(amount, locale, language);
  if (figures === null) return withRole(sayIn(amount.text, language, locale) ?? amount.text, amount.role, locale);
  const prefix = figures.qualifier === undefined ? '' : QUALIFIERS[figures.qualifier][locale];
  return withRole(prefix + withUnit(figures, amount, locale), amount.role, locale);
}

/** Null when only the source's own words can say it. */
function figuresOf(amount: Amount, locale: Locale, language: Locale): Figures | null {
  const { value, min, max } = amount;
  if (amount.unit === 'other') return null;
  if (value !== null) {
    const qualifier = amount.qualifier ?? (amount.approx ? 'about' : undefined);
    return { figure: formatFigure(value, locale), qualifier, isOne: value === 1 };
  }
  if (amount.approx && isChinese(language) === isChinese(locale)) return null;
  if (min !== null && max !== null) {
    const ends = formatFigures(min, max, locale);
    return { figure: `${ends.min}–${ends.max}`, qualifier: undefined, isOne: false };
  }
  const end = min ?? max;
  if (end === null) return null;
  return {
    figure: formatFigure(end, locale),
    qualifier: amount.qualifier ?? (min === null ? 'up_to' : 'gt'),
    isOne: false,
  };
}

function withUnit({ figure, isOne }: Figures, amount: Amount, locale: Locale): string {
  switch (amount.unit) {
    case 'money':
      return withCurrency(figure, amount.currency, locale);
    case 'percent':
      return `${figure}%`;
    case 'positions':
      if (locale === 'en') return `${figure} ${isOne ? 'job' : 'jobs'}`;
      return figure + (locale === 'zh-CN' ? '个职位' : '個職位');
    case 'other':
      return figure;
  }
}

function withRole(text: string, role: Amount['role'], locale: Locale): string {
  if (role === 'annual' && !/每年|a year|annual/iu.test(text))
    return locale === 'en' ? `${text} a year` : `每年${text}`;
  if (role === 'cumulative' && !/累计|累計|in total|cumulative/iu.test(text)) {
    return locale === 'en' ? `${text} in total` : `${locale === 'zh-CN' ? '累计' : '累計'}${text}`;
  }
  return text;
}

function languageOf(text: string): Locale {
  return /\p{Script=Han}/u.test(text) ? 'zh-CN' : 'en';
}
