import type { Locale, Localised } from '#src/domain/locale/locale.js';
import { localisedIn } from '#src/domain/format/localise.js';
import type { Amount, ShiftDate } from '#src/domain/shift/shift.schema.js';
import type { DigestShift, DigestView } from '#src/rendering/index.js';

/** Written for the tests. Harbour Market, Lanhai Express and Fairlight do not exist. */
type Item = Omit<DigestShift, 'headline' | 'impact' | 'sellers' | 'previously'> & {
  headline: Localised;
  impact: Localised;
  sellers?: Omit<NonNullable<DigestShift['sellers']>, 'check'> & { check: Localised };
  previously?: Omit<NonNullable<DigestShift['previously']>, 'headline'> & { headline: Localised };
};

export function anAmount(part: Partial<Amount>): Amount {
  return { text: '600亿', value: null, min: null, max: null, approx: false, currency: null, unit: 'money', role: 'total', start: 0, end: 1, ...part };
}

export function aDate(part: Partial<ShiftDate>): ShiftDate {
  return { text: '2025年', start: null, end: null, precision: 'unknown', relative: false, role: 'happened', ...part };
}

const ITEMS: Item[] = [
  {
    id: 'shift-1',
    kind: 'open_to_closed',
    actor: { name: 'Meta', surface: '扎克伯格' },
    from: '坚持多年的开源路线',
    to: '封闭发布，出售访问权限',
    object: 'Avocado',
    amounts: [],
    date: aDate({ text: '2026年春季', start: '2026-03-01', end: '2026-05-31', precision: 'season', role: 'planned' }),
    modality: 'considering',
    negated: false,
    attribution: '据知情人士透露',
    quote: { text: '据知情人士透露，代号“Avocado”的新模型可能以封闭方式推出，外部开发者只能购买访问权限。', language: 'zh-CN' },
    headline: {
      'zh-CN': 'Meta 的下一代模型可能不再开源',
      en: 'Meta’s next model may not be open',
    },
    impact: {
      'zh-CN': '自建客服、选品或翻译工具若依赖 Llama，请先核对现有版本的许可条款，并准备一个可替换的模型。',
      en: 'If your support, sourcing or translation tools run on Llama, check the licence of the version you use and line up a replacement.',
    },
    source: {
      title: '从开源到封闭：Meta 的模型路线正在改变',
      url: 'https://news.example/ai/meta-avocado?from=digest&lang=zh',
      publisher: '海岸观察',
      publishedAt: '2026-03-05T02:30:00.000Z',
    },
  },
  {
    id: 'shift-2',
    kind: 'invest',
    actor: { name: 'Meta', surface: 'Meta' },
    from: null,
    to: '美国的数据中心与基础设施',
    object: null,
    amounts: [anAmount({ text: '6000亿美元', value: 600e9, currency: 'USD' })],
    date: aDate({ text: '未来三年（2025年到2027年）', start: '2025-01-01', end: '2027-12-31', precision: 'range', role: 'planned' }),
    modality: 'announced',
    negated: false,
    attribution: '扎克伯格在电话会议上承诺',
    quote: { text: '扎克伯格在电话会议上承诺，未来三年（2025年到2027年）将在美国的基础设施上投入6000亿美元，大部分与人工智能有关。', language: 'zh-CN' },
    headline: {
      'zh-CN': 'Meta 承诺三年内在美国投入 6000亿美元',
      'zh-TW': 'Meta 承諾三年內在美國投入 6,000億美元',
      en: 'Meta pledges US$600 billion for US infrastructure',
    },
    impact: {
      'zh-CN': '算力成本最终会进入广告定价。今年的投放预算请按 CPM 上升做一版压力测试。',
      'zh-TW': '算力成本終究會進入廣告定價。今年的投放預算，請以 CPM 上升做一版壓力測試。',
      en: 'The cost of compute ends up in ad prices. Run this year’s ad budget against a higher CPM.',
    },
    source: {
      title: '电话会议纪要：三年六千亿',
      url: 'https://news.example/meta/call-2026',
      publisher: '海岸观察',
      publishedAt: '2026-03-04T09:00:00.000Z',
    },
  },
  {
    id: 'shift-3',
    kind: 'layoff',
    actor: { name: 'Meta', surface: 'Meta' },
    from: null,
    to: null,
    object: 'FAIR',
    amounts: [anAmount({ text: '600个职位', value: 600, unit: 'positions' })],
    date: aDate({ text: '2025年10月', start: '2025-10-01', end: '2025-10-31', precision: 'month' }),
    modality: 'done',
    negated: false,
    attribution: null,
    quote: { text: '2025年10月，Meta 的人工智能部门裁减了600个职位，以学术研究为主的 FAIR 削减幅度最大。', language: 'zh-CN' },
    headline: {},
    impact: { 'zh-CN': '商家后台与广告支持的响应可能变慢，重要申诉请预留更长时间。' },
    source: { title: '研究部门的收缩', url: 'https://news.example/meta/fair', publisher: null, publishedAt: '2026-03-03' },
  },
  {
    id: 'shift-4',
    kind: 'pricing',
    actor: { name: 'Harbour Market', surface: 'Harbour Market' },
    from: 'a referral fee of 8%',
    to: '6% for orders shipped from a local warehouse',
    object: 'referral fee',
    amounts: [anAmount({ text: '6%', value: 6, unit: 'percent', role: 'share' })],
    date: aDate({ text: 'April 15', start: '2026-04-15', end: '2026-04-15', precision: 'day', relative: true, anchor: '2026-03-02', role: 'effective' }),
    modality: 'announced',
    negated: false,
    attribution: 'according to a notice to sellers',
    quote: {
      text: 'Starting April 15, the referral fee drops from 8% to 6% for orders shipped from a local warehouse, according to a notice to sellers.',
      language: 'en',
    },
    headline: {
      'zh-CN': 'Harbour Market 对本地仓发货订单降佣',
      'zh-TW': 'Harbour Market 調降本地倉出貨訂單的佣金',
      en: 'Harbour Market cuts its fee for locally shipped orders',
    },
    sellers: {
      affected: ['fees', 'logistics'],
      platforms: ['Harbour Market'],
      markets: ['us'],
      horizon: 'quarter',
      check: {
        'zh-CN': '用新旧费率各算一遍主力 SKU 的利润差。',
        'zh-TW': '用新舊費率各算一遍主力 SKU 的利潤差。',
        en: 'Compare the margin of your main SKUs under the old and the new fee.',
      },
      deadline: '2026-04-15',
    },
    previously: {
      headline: {
        'zh-CN': 'Harbour Market 曾表示佣金不变',
        'zh-TW': 'Harbour Market 曾表示佣金不變',
        en: 'Harbour Market kept its fee',
      },
      date: '2025-11-20',
      stage: 'announced',
    },
    impact: {
      'zh-CN': '在 4 月 15 日之前把周转快的 SKU 备入本地仓，并重新核算包邮门槛。\n直邮订单的佣金不变。',
      'zh-TW': '請在 4 月 15 日之前把周轉快的 SKU 備入本地倉，並重新核算免運門檻。\n直郵訂單的佣金不變。',
      en: 'Move fast sellers into a local warehouse before April 15 and work out your free-shipping threshold again.\nDirect shipments keep the old fee.',
    },
    source: {
      title: 'Lower referral fees for locally fulfilled orders',
      url: 'https://sellers.harbourmarket.example/notices/2026-03-02?ref=fees&region=us',
      publisher: 'Harbour Market Seller Centre',
      publishedAt: '2026-03-02T15:00:00.000Z',
    },
  },
  {
    id: 'shift-5',
    kind: 'market_entry',
    actor: { name: 'Lanhai Express', surface: '藍海快遞' },
    from: '只做跨境幹線',
    to: '自建墨西哥與巴西的最後一公里',
    object: '拉美配送網路',
    amounts: [
      anAmount({ text: '超過3.5億元', value: 350e6, currency: 'CNY', qualifier: 'gt' }),
      anAmount({ text: '數千萬美元', min: 20e6, max: 90e6, approx: true, currency: 'USD', role: 'annual' }),
    ],
    date: aDate({ text: '2026年下半年', start: '2026-07-01', end: '2026-12-31', precision: 'half', role: 'planned' }),
    modality: 'planned',
    negated: false,
    attribution: '執行長在記者會上表示',
    quote: { text: '執行長在記者會上表示，公司計劃2026年下半年在墨西哥與巴西自建配送網路，首期投入超過3.5億元，之後每年再投入數千萬美元。', language: 'zh-TW' },
    headline: {
      'zh-TW': '藍海快遞自建拉美最後一公里',
      en: 'Lanhai Express builds its own last mile in Latin America',
    },
    impact: { 'zh-TW': '做美客多的賣家多了一個承運選擇。先拿報價，不必急著改線路。', en: 'One more carrier for Mercado Libre sellers. Ask for a quote; there is no need to change routes yet.' },
    source: { title: '藍海快遞的拉美計畫', url: 'https://logistics.example/latam', publisher: '航運週報', publishedAt: '2026-03-06T01:00:00.000Z' },
  },
  {
    id: 'shift-6',
    kind: 'product_cancel',
    actor: { name: 'Fairlight', surface: 'Fairlight' },
    from: null,
    to: null,
    object: 'Fairlight Checkout',
    amounts: [],
    date: aDate({ text: 'earlier this month' }),
    modality: 'done',
    negated: false,
    attribution: 'local media reported',
    quote: { text: 'Fairlight has shelved its one-click checkout for third-party shops, local media reported.', language: 'en' },
    headline: {
      'zh-CN': 'Fairlight 搁置面向第三方店铺的一键结账',
      en: 'Fairlight shelves one-click checkout for third-party shops',
    },
    impact: { 'zh-CN': '已接入测试的独立站可以移除相关代码，恢复原有支付流程。', en: 'If your shop joined the test, take the code out and go back to your own checkout.' },
    source: { title: 'Fairlight shelves its checkout', url: null, publisher: 'Port City Ledger', publishedAt: null },
  },
]; // prettier-ignore

const WORDS: Record<Locale, Pick<DigestView, 'subject' | 'intro'> & { title: string }> = {
  'zh-CN': {
    subject: 'Meta 转向封闭模型，Harbour Market 降佣',
    title: '大模型收紧，平台让利',
    intro:
      '这一周的主线是取舍：模型公司收紧开放、把钱投向算力；平台则用更低的费率换取本地履约。六项转向，每一项都附有原文。',
  },
  'zh-TW': {
    subject: 'Meta 轉向封閉模型，Harbour Market 調降佣金',
    title: '大模型收緊，平台讓利',
    intro: '這一週的主線是取捨：模型公司收緊開放、把錢投向算力；平台則以更低的費率換取本地履約。六項轉向，每一項都附有原文。',
  },
  en: {
    subject: 'Meta turns to closed models; Harbour Market cuts fees',
    title: 'Models close, marketplaces give way',
    intro:
      'A week of trade-offs: model makers close up and spend on compute, while marketplaces pay for local fulfilment with lower fees. Six shifts, each with its quote.',
  },
};

/** The digest that the golden files show. */
export function aDigestView(locale: Locale, change: Partial<DigestView> = {}): DigestView {
  const { subject, title, intro } = WORDS[locale];
  return {
    locale,
    edition: { number: 12, title, date: '2026-03-09' },
    masthead: { name: 'Tradewind' },
    subject,
    intro,
    previousEditionDate: '2026-03-02',
    shifts: ITEMS.map((item) => ({
      ...item,
      headline: localisedIn(item.headline, locale),
      impact: localisedIn(item.impact, locale),
      sellers:
        item.sellers === undefined ? null : { ...item.sellers, check: localisedIn(item.sellers.check, locale) },
      previously:
        item.previously === undefined
          ? null
          : { ...item.previously, headline: localisedIn(item.previously.headline, locale) ?? '–' },
    })),
    footer: { postalAddress: 'Tradewind, 1 Harbour Road, Singapore 000001' },
    ...change,
  };
}
