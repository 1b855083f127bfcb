import type { Locale } from '../locale/locale.js';

const MAX_DECIMALS = 3;

type Scale = readonly [factor: number, word: string];
const SCALES: Readonly<Record<Locale, readonly Scale[]>> = {
  'zh-CN': [[1e12, '万亿'], [1e8, '亿'], [1e4, '万']],
  'zh-TW': [[1e12, '兆'], [1e8, '億'], [1e4, '萬']],
  en: [[1e12, ' trillion'], [1e9, ' billion'], [1e6, ' million']],
}; // prettier-ignore

/** Taiwan and English group from four digits on, mainland usage only from five (6000亿, 12,345). */
const GROUP_FROM: Readonly<Record<Locale, number>> = { 'zh-CN': 5, 'zh-TW': 4, en: 4 };

/** The largest scale word that says `value` exactly in at most three decimals. */
function scaleOf(value: number, locale: Locale): Scale {
  const exact = SCALES[locale].find(([factor]) => Math.abs(value) >= factor && isShort(value / factor));
  return exact ?? [1, ''];
}

function isShort(value: number): boolean {
  return Number(value.toFixed(MAX_DECIMALS)) === Number(value.toPrecision(15));
}

function digits(value: number, locale: Locale): string {
  const [whole = '', decimals] = plain(value).split('.');
  const grouped =
    whole.replace('-', '').length >= GROUP_FROM[locale] ? whole.replace(/\B(?=(?:\d{3})+$)/g, ',') : whole;
  return decimals === undefined ? grouped : `${grouped}.${decimals}`;
}

/** Never in exponent form, and without binary dust (14.3e9 / 1e8 is 143). */
function plain(value: number): string {
  const rounded = Number(value.toPrecision(15));
  return Number.isInteger(rounded) ? rounded.toFixed(0) : String(rounded);
}

/** A number in the words of a locale, exact: 6000亿, 6,000億, 600 billion. */
export function formatFigure(value: number, locale: Locale): string {
  const [factor, word] = scaleOf(value, locale);
  return digits(value / factor, locale) + word;
}

/** Two ends of a range; the scale word is said once when both share it (200–900 million). */
export function formatFigures(min: number, max: number, locale: Locale): { min: string; max: string } {
  const low = scaleOf(min, locale);
  const high = scaleOf(max, locale);
  const isShared = locale === 'en' && low[0] === high[0];
  return { min: isShared ? digits(min / low[0], locale) : formatFigure(min, locale), max: formatFigure(max, locale) };
}
