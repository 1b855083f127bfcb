import type { Locale } from '../locale/locale.js';
import type { ConsentPurpose } from './purpose.js';

type Wording = Record<ConsentPurpose, Record<Locale, string>>;

/**
 * The words that people agree to, by version. A version that was ever shown stays as it is; other words are another version, added on top.
 * `{name}` is the name of the newsletter.
 */
const WORDINGS = {
  '2026-11': {
    newsletter: {
      en: 'Send me {name} by e-mail. Every mail has a link with which I can leave at any time.',
      'zh-CN': '请通过电子邮件向我发送《{name}》。每封邮件都附有退订链接，我可以随时退订。',
      'zh-TW': '請以電子郵件寄送《{name}》給我。每封信都附有取消訂閱的連結，我可以隨時取消。',
    },
    personalisation: {
      en: 'Choose and order what is in my mails by my interests. I can take this back at any time in my preferences.',
      'zh-CN': '根据我的兴趣挑选并排列邮件内容。我可以随时在订阅设置中撤回这项同意。',
      'zh-TW': '依我的興趣挑選並排列信件內容。我可以隨時在訂閱設定中撤回這項同意。',
    },
    'open-click-tracking': {
      en: 'Record when I open a mail and which links I follow. I can take this back at any time in my preferences.',
      'zh-CN': '记录我何时打开邮件、点击了哪些链接。我可以随时在订阅设置中撤回这项同意。',
      'zh-TW': '記錄我何時開啟信件、點了哪些連結。我可以隨時在訂閱設定中撤回這項同意。',
    },
  },
} as const satisfies Record<string, Wording>;

export type WordingVersion = keyof typeof WORDINGS;
export const WORDING_VERSIONS = Object.keys(WORDINGS) as [WordingVersion, ...WordingVersion[]];
/** What new forms show. */
export const CURRENT_WORDING: WordingVersion = '2026-11';

/** The exact text of one purpose as a person reads it. */
export function consentText(version: WordingVersion, purpose: ConsentPurpose, locale: Locale, name: string): string {
  // A function, since `$&` in a name is no placeholder.
  return WORDINGS[version][purpose][locale].replaceAll('{name}', () => name);
}
