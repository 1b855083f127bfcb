import type { Locale } from '#src/domain/locale/locale.js';
import { escapeMarkup } from '#src/domain/text/escape-markup.js';

type End = 'new-article' | 'new-revision' | 'none' | 'failed';
const WORDS: Readonly<Record<Locale, Readonly<Record<End, string>>>> = {
  'zh-CN': {
    'new-article': '已收录。',
    'new-revision': '已收录为新版本。',
    none: '早已收录，没有变化。',
    failed: '未能收录。',
  },
  'zh-TW': {
    'new-article': '已收錄。',
    'new-revision': '已收錄為新版本。',
    none: '早已收錄，沒有變化。',
    failed: '未能收錄。',
  },
  en: {
    'new-article': 'Saved.',
    'new-revision': 'Saved as a new revision.',
    none: 'Known already; nothing changed.',
    failed: 'Not saved.',
  },
};

/** The page that a bookmarklet opens. `language`: what the browser prefers of ours. */
export function clipAnswer(language: string | false, end: End, detail = ''): string {
  const locale = localeOf(language);
  const words = escapeMarkup(WORDS[locale][end]);
  return `<!DOCTYPE html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${words}</title></head><body><h1>${words}</h1><p>${escapeMarkup(detail)}</p></body></html>`;
}

function localeOf(language: string | false): Locale {
  if (language === 'zh-TW' || language === 'zh-HK') return 'zh-TW';
  return language === 'en' || language === false ? 'en' : 'zh-CN';
}
