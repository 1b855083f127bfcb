import type { Locale } from '#src/domain/locale/locale.js';

/**
 * The language of ours that a browser asks for first (RFC 9110 §12.5.4); English when it asks for none of them. Traditional script is told by
 * script or region, and `zh` alone is simplified.
 */
export function localeFromHeader(header: string | undefined): Locale {
  // A header is at most a few entries; the rest of a long one decides nothing.
  const wishes = (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((entry, index) => ({ ...readWish(entry), index }))
    .filter(({ quality }) => quality > 0)
    .sort((left, right) => right.quality - left.quality || left.index - right.index);
  for (const { tag } of wishes) {
    const locale = localeOf(tag);
    if (locale !== undefined) return locale;
  }
  return 'en';
}

function readWish(entry: string): { tag: string; quality: number } {
  const [tag = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase());
  const q = parameters.find((parameter) => parameter.startsWith('q='));
  const quality = q === undefined ? 1 : Number(q.slice(2));
  return { tag, quality: Number.isFinite(quality) ? quality : 0 };
}

function localeOf(tag: string): Locale | undefined {
  const [language, ...rest] = tag.split('-');
  if (language === 'en') return 'en';
  if (language !== 'zh') return undefined;
  if (rest.includes('hans')) return 'zh-CN';
  return rest.some((part) => ['hant', 'tw', 'hk', 'mo'].includes(part)) ? 'zh-TW' : 'zh-CN';
}
