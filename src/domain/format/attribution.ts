import type { Locale } from '../locale/locale.js';

/** Whose word a claim rests on. `source`: the article says so itself and names nobody. */
export const ATTRIBUTIONS = ['on_record', 'document', 'anonymous', 'other_media', 'inference', 'source'] as const;
export type Attribution = (typeof ATTRIBUTIONS)[number];

const LABELS: Readonly<Record<Attribution, Readonly<Record<Locale, string>>>> = {
  on_record: { 'zh-CN': '公开表态', 'zh-TW': '公開表態', en: 'On record' },
  document: { 'zh-CN': '文件披露', 'zh-TW': '文件揭露', en: 'Document' },
  anonymous: { 'zh-CN': '匿名消息', 'zh-TW': '匿名消息', en: 'Anonymous' },
  other_media: { 'zh-CN': '媒体转述', 'zh-TW': '媒體轉述', en: 'Other media' },
  inference: { 'zh-CN': '推断', 'zh-TW': '推論', en: 'Inference' },
  source: { 'zh-CN': '原文陈述', 'zh-TW': '原文陳述', en: 'Stated by the source' },
};

// Order decides: "外媒援引知情人士" rests on the unnamed person, "据财报电话会议" on the call.
const CUES: readonly [Attribution, RegExp][] = [
  ['anonymous', /知情|消息人士|内部人士|內部人士|匿名|不愿具名|不願具名|熟悉.{0,8}人士|接近.{0,10}人士|据透露|據透露|据悉|據悉|据称|據稱|people (?:familiar|close|with knowledge)|sources?\b|insiders?\b|anonymous|unnamed|person familiar/iu],
  ['document', /文件|备忘录|備忘錄|公告|通知|财报(?!电话)|財報(?!電話)|年报|年報|季报|季報|招股|法庭|诉状|訴狀|法规|法規|白皮书|白皮書|条款|條款|filing|document|memo\b|notice|prospectus|10-[kq]\b|annual report|court|lawsuit|terms of service|federal register/iu],
  ['other_media', /外媒|媒体|媒體|报道|報導|报导|路透|彭博|华尔街日报|華爾街日報|金融时报|金融時報|纽约时报|紐約時報|CNBC|Reuters|Bloomberg|The Information|Wall Street Journal|WSJ|Financial Times|New York Times|reported|reports|according to (?:local |press )?media/iu],
  ['inference', /分析|预计|預計|推测|推測|推断|推斷|估计|估計|可能意味|业内|業內|观察人士|觀察人士|市场认为|市場認為|analysts?\b|estimates?\b|observers?\b|likely|expected/iu],
]; // prettier-ignore

/**
 * Reads the class off the words of an attribution (据知情人士透露 → anonymous). Whoever is named and speaks is on record; words that name
 * nobody plainly are taken as on record too, since the mail always shows the words beside the class.
 */
export function attributionClass(words: string | null): Attribution {
  if (words === null || words.trim() === '') return 'source';
  return CUES.find(([, cue]) => cue.test(words))?.[0] ?? 'on_record';
}

export function attributionLabel(attribution: Attribution, locale: Locale): string {
  return LABELS[attribution][locale];
}
