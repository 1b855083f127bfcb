import type { Locale } from '#src/domain/locale/locale.js';

export interface Typography {
  fonts: { text: string; heading: string; display: string };
  /** Line height of running text: Chinese needs more air than Latin. */
  leading: string;
  /** Letter spacing of small labels. */
  tracking: string;
}

// Latin faces first, so that numbers and names are set in them; each system then falls to its own Chinese face. No font is ever fetched.
// Unquoted on purpose: MJML would write every quote as an entity, in every block.
const SIMPLIFIED = '-apple-system,Segoe UI,PingFang SC,Microsoft YaHei,Noto Sans CJK SC,sans-serif';
const TRADITIONAL = '-apple-system,Segoe UI,PingFang TC,Microsoft JhengHei,Noto Sans CJK TC,sans-serif';
const ENGLISH = '-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif';
const SERIF = 'Georgia,Times New Roman,serif';

export const TYPOGRAPHY: Readonly<Record<Locale, Typography>> = {
  'zh-CN': {
    fonts: { text: SIMPLIFIED, heading: 'inherit', display: `Georgia,Times New Roman,${SIMPLIFIED}` },
    leading: '1.75',
    tracking: '1px',
  },
  'zh-TW': {
    fonts: { text: TRADITIONAL, heading: 'inherit', display: `Georgia,Times New Roman,${TRADITIONAL}` },
    leading: '1.75',
    tracking: '1px',
  },
  en: { fonts: { text: ENGLISH, heading: SERIF, display: SERIF }, leading: '1.6', tracking: '0.3px' },
};
