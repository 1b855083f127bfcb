import type { Locale } from '../locale/locale.js';

/** Why an editor turns a proposal down; `other` needs words of their own. Stored data: a code is never renamed. */
export const REJECT_CODES = [
  'not-a-shift',
  'wrong-actor',
  'wrong-kind',
  'wrong-values',
  'opinion',
  'old-news',
  'duplicate',
  'weak-source',
  'not-relevant',
  'retracted',
  'other',
] as const;
export type RejectCode = (typeof REJECT_CODES)[number];

const LABELS: Readonly<Record<RejectCode, Readonly<Record<Locale, string>>>> = {
  'not-a-shift': { 'zh-CN': '不是战略转向', 'zh-TW': '不是策略轉向', en: 'Not a strategy shift' },
  'wrong-actor': { 'zh-CN': '主体有误', 'zh-TW': '主體有誤', en: 'Wrong actor' },
  'wrong-kind': { 'zh-CN': '类别有误', 'zh-TW': '類別有誤', en: 'Wrong kind' },
  'wrong-values': {
    'zh-CN': '金额、日期或方向有误',
    'zh-TW': '金額、日期或方向有誤',
    en: 'Wrong amount, date or direction',
  },
  opinion: { 'zh-CN': '只是观点或呼吁', 'zh-TW': '只是觀點或呼籲', en: 'An opinion or an appeal' },
  'old-news': { 'zh-CN': '旧闻', 'zh-TW': '舊聞', en: 'Old news' },
  duplicate: { 'zh-CN': '重复', 'zh-TW': '重複', en: 'Said by another shift' },
  'weak-source': { 'zh-CN': '来源不可靠', 'zh-TW': '來源不可靠', en: 'Source not reliable' },
  'not-relevant': { 'zh-CN': '与卖家无关', 'zh-TW': '與賣家無關', en: 'Of no use to sellers' },
  retracted: { 'zh-CN': '来源已更正或撤回', 'zh-TW': '來源已更正或撤回', en: 'The source took it back' },
  other: { 'zh-CN': '其他', 'zh-TW': '其他', en: 'Other' },
};

/** The codes with their labels, in the order of a menu. */
export function rejectReasons(): { code: RejectCode; label: Readonly<Record<Locale, string>> }[] {
  return REJECT_CODES.map((code) => ({ code, label: LABELS[code] }));
}
