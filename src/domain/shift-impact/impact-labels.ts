import type { Locale } from '../locale/locale.js';
import type { Affected, Horizon, Market } from './impact.schema.js';

type Label = Readonly<Record<Locale, string>>;
const label = (simplified: string, traditional: string, english: string): Label => ({
  'zh-CN': simplified,
  'zh-TW': traditional,
  en: english,
});

const AFFECTED_LABELS: Readonly<Record<Affected, Label>> = {
  fees: label('平台费用', '平台費用', 'Fees'),
  ads: label('广告成本', '廣告成本', 'Ad costs'),
  listing: label('商品刊登', '商品刊登', 'Listings'),
  account: label('账户状况', '帳戶狀況', 'Account health'),
  logistics: label('物流', '物流', 'Logistics'),
  customs: label('关税清关', '關稅清關', 'Customs and duties'),
  compliance: label('合规', '合規', 'Compliance'),
  payments: label('收付款', '收付款', 'Payments'),
  sourcing: label('选品采购', '選品採購', 'Sourcing'),
  support: label('客服与申诉', '客服與申訴', 'Support and appeals'),
  'ai-tools': label('AI 工具', 'AI 工具', 'AI tools'),
};
const MARKET_LABELS: Readonly<Record<Market, Label>> = {
  us: label('美国', '美國', 'US'),
  ca: label('加拿大', '加拿大', 'Canada'),
  eu: label('欧盟', '歐盟', 'EU'),
  uk: label('英国', '英國', 'UK'),
  jp: label('日本', '日本', 'Japan'),
  kr: label('韩国', '韓國', 'South Korea'),
  sea: label('东南亚', '東南亞', 'Southeast Asia'),
  latam: label('拉美', '拉美', 'Latin America'),
  me: label('中东', '中東', 'Middle East'),
  au: label('澳大利亚', '澳洲', 'Australia'),
  cn: label('中国', '中國', 'China'),
  world: label('全球', '全球', 'Worldwide'),
};
const HORIZON_LABELS: Readonly<Record<Horizon, Label>> = {
  now: label('立即', '立即', 'Now'),
  quarter: label('本季度内', '本季內', 'This quarter'),
  later: label('较远', '較遠', 'Later'),
};

export function affectedLabel(affected: Affected, locale: Locale): string {
  return AFFECTED_LABELS[affected][locale];
}

export function marketLabel(market: Market, locale: Locale): string {
  return MARKET_LABELS[market][locale];
}

export function horizonLabel(horizon: Horizon, locale: Locale): string {
  return HORIZON_LABELS[horizon][locale];
}
