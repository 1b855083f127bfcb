import type { Locale } from '../locale/locale.js';
import type { ShiftKind } from '../shift/shift.schema.js';

export type Label = Readonly<Record<Locale, string>>;
const label = (simplified: string, traditional: string, english: string): Label => ({
  'zh-CN': simplified,
  'zh-TW': traditional,
  en: english,
});

const KINDS: Readonly<Record<ShiftKind, Label>> = {
  open_to_closed: label('由开源转封闭', '由開源轉封閉', 'Open to closed'),
  closed_to_open: label('由封闭转开源', '由封閉轉開源', 'Closed to open'),
  dual_track: label('双轨并行', '雙軌並行', 'Dual track'),
  build_to_partner: label('由自研转合作', '由自研轉合作', 'Build to partner'),
  partner_to_build: label('由合作转自研', '由合作轉自研', 'Partner to build'),
  strategy_refocus: label('战略重心转移', '策略重心轉移', 'Refocus'),
  deprioritize: label('优先级下调', '降低優先順序', 'Lower priority'),
  reversal: label('立场逆转', '立場翻轉', 'Reversal'),
  invest: label('投资', '投資', 'Investment'),
  acquire: label('收购', '收購', 'Acquisition'),
  divest: label('剥离出售', '分拆出售', 'Divestment'),
  reallocate: label('资源重新分配', '資源重新分配', 'Reallocation'),
  layoff: label('裁员', '裁員', 'Layoffs'),
  hire: label('招募', '招募', 'Hiring'),
  leadership: label('高层变动', '高層異動', 'Leadership'),
  reorg: label('组织重组', '組織重組', 'Reorganisation'),
  product_launch: label('产品发布', '產品發布', 'Launch'),
  product_cancel: label('产品取消', '產品取消', 'Cancellation'),
  product_delay: label('产品推迟', '產品延後', 'Delay'),
  pricing: label('价格与费用', '價格與費用', 'Pricing'),
  policy: label('规则变化', '規則變動', 'Policy'),
  partnership: label('合作', '合作', 'Partnership'),
  market_entry: label('进入市场', '進入市場', 'Market entry'),
  market_exit: label('退出市场', '退出市場', 'Market exit'),
  logistics_change: label('物流调整', '物流調整', 'Logistics'),
  ownership_change: label('股权变动', '股權變動', 'Ownership'),
};

/** Poles that a kind itself names, for readers who cannot read the source's own words. */
const POLES: Partial<Record<ShiftKind, readonly [from: Label, to: Label]>> = {
  open_to_closed: [label('开源', '開源', 'open source'), label('封闭', '封閉', 'closed')],
  closed_to_open: [label('封闭', '封閉', 'closed'), label('开源', '開源', 'open source')],
  build_to_partner: [label('自研', '自研', 'in-house'), label('合作', '合作', 'partners')],
  partner_to_build: [label('合作', '合作', 'partners'), label('自研', '自研', 'in-house')],
};

/** What kind of shift it is, in two or three words. */
export function kindLabel(kind: ShiftKind, locale: Locale): string {
  return KINDS[kind][locale];
}

/** "open source" → "closed" for kinds that name both ends, null for the others. */
export function kindPoles(kind: ShiftKind, locale: Locale): { from: string; to: string } | null {
  const poles = POLES[kind];
  return poles === undefined ? null : { from: poles[0][locale], to: poles[1][locale] };
}
