import type { LeaveReason } from '#src/domain/feedback/leave-reason.js';
import type { Locale } from '#src/domain/locale/locale.js';
import type { Notice } from './messages.js';

/** The question why a reader has left. `{name}` is the name of the newsletter. */
export type ReasonMessages = {
  ask: Notice & { button: string };
  legend: string;
  reasons: Record<LeaveReason, string>;
  words: string;
  wordsHint: string;
  nothing: string;
  tooLong: string;
  thanks: Notice;
};

export const REASON_MESSAGES: Record<Locale, ReasonMessages> = {
  'zh-CN': {
    ask: { title: '方便说说原因吗？', text: '可以不填，退订已经生效。您的回答只用来改进《{name}》。', button: '发送' },
    legend: '退订原因',
    reasons: {
      'too-often': '邮件太多',
      'not-relevant': '内容与我无关',
      'never-signed-up': '我从未订阅过',
      quality: '内容质量不好',
      'switching-address': '我要换一个邮箱接收',
      other: '其他',
    },
    words: '想补充的话（可不填）',
    wordsHint: '最多 500 字，请不要填写个人信息。',
    nothing: '没有发送：请选一项，或写几句话。',
    tooLong: '没有发送：最多 500 字。',
    thanks: { title: '谢谢您的反馈', text: '您的回答已经收到，我们会认真阅读。退订仍然有效。' },
  },
  'zh-TW': {
    ask: {
      title: '方便說說原因嗎？',
      text: '可以不填，取消訂閱已經生效。您的回答只用來改進《{name}》。',
      button: '送出',
    },
    legend: '取消訂閱的原因',
    reasons: {
      'too-often': '信件太多',
      'not-relevant': '內容與我無關',
      'never-signed-up': '我從未訂閱過',
      quality: '內容品質不好',
      'switching-address': '我要換一個信箱接收',
      other: '其他',
    },
    words: '想補充的話（可不填）',
    wordsHint: '最多 500 字，請不要填寫個人資料。',
    nothing: '沒有送出：請選一項，或寫幾句話。',
    tooLong: '沒有送出：最多 500 字。',
    thanks: { title: '謝謝您的意見', text: '您的回答已經收到，我們會認真閱讀。取消訂閱仍然有效。' },
  },
  en: {
    ask: {
      title: 'Would you tell us why?',
      text: 'Only if you like: you are unsubscribed either way. We use the answer to make {name} better.',
      button: 'Send',
    },
    legend: 'Why did you leave?',
    reasons: {
      'too-often': 'Too many mails',
      'not-relevant': 'Not relevant to me',
      'never-signed-up': 'I never signed up',
      quality: 'The content is not good enough',
      'switching-address': 'I am switching to another address',
      other: 'Something else',
    },
    words: 'Anything to add (optional)',
    wordsHint: 'Up to 500 characters; no personal details, please.',
    nothing: 'Nothing was sent: please choose a reason, or write a few words.',
    tooLong: 'Nothing was sent: please keep to 500 characters.',
    thanks: { title: 'Thank you', text: 'We have your answer and will read it. You stay unsubscribed.' },
  },
};
