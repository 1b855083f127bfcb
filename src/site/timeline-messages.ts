import type { Locale } from '#src/domain/locale/locale.js';

/** The words of the public timelines. `{name}` is the actor. */
export type TimelineMessages = {
  title: string;
  text: string;
  nothing: string;
  reversed: string;
  from: string;
  to: string;
  quote: Record<Locale, string>;
  source: string;
  previously: string;
  then: Record<'continues' | 'reverses' | 'calls_off', string>;
  stages: string;
  older: string;
  newest: string;
  pages: string;
  languages: string;
  colon: string;
};

export const TIMELINE_MESSAGES: Readonly<Record<Locale, TimelineMessages>> = {
  'zh-CN': {
    title: '{name}：战略转向时间线',
    text: '只列出编辑已确认的转向，每一项都附逐字原文与来源。新的在前。',
    nothing: '目前还没有已确认的转向。',
    reversed: '已逆转',
    from: '原先',
    to: '转向',
    quote: { 'zh-CN': '简体中文原文', 'zh-TW': '繁体中文原文', en: '英文原文' },
    source: '来源',
    previously: '此前',
    then: { continues: '后续进展', reverses: '之后被逆转', calls_off: '之后被叫停' },
    stages: '状态变化',
    older: '更早的转向',
    newest: '最新的转向',
    pages: '翻页',
    languages: '语言',
    colon: '：',
  },
  'zh-TW': {
    title: '{name}：策略轉向時間線',
    text: '只列出編輯已確認的轉向，每一項都附逐字原文與來源。新的在前。',
    nothing: '目前還沒有已確認的轉向。',
    reversed: '已逆轉',
    from: '原先',
    to: '轉向',
    quote: { 'zh-CN': '簡體中文原文', 'zh-TW': '繁體中文原文', en: '英文原文' },
    source: '來源',
    previously: '先前',
    then: { continues: '後續進展', reverses: '之後被逆轉', calls_off: '之後被叫停' },
    stages: '狀態變化',
    older: '更早的轉向',
    newest: '最新的轉向',
    pages: '翻頁',
    languages: '語言',
    colon: '：',
  },
  en: {
    title: '{name}: strategy shifts over time',
    text: 'Only what an editor has confirmed, each shift with its verbatim quote and source. Newest first.',
    nothing: 'Nothing has been confirmed yet.',
    reversed: 'Reversed',
    from: 'From',
    to: 'To',
    quote: {
      'zh-CN': 'Original in Simplified Chinese',
      'zh-TW': 'Original in Traditional Chinese',
      en: 'Original in English',
    },
    source: 'Source',
    previously: 'Previously',
    then: { continues: 'Went on', reverses: 'Later reversed', calls_off: 'Later called off' },
    stages: 'How it developed',
    older: 'Older shifts',
    newest: 'Newest shifts',
    pages: 'Pages',
    languages: 'Languages',
    colon: ': ',
  },
};
