import type { Locale } from '../locale/locale.js';
import type { ShiftKind } from '../shift/shift.schema.js';
import type { Affected } from './impact.schema.js';

export type ImpactRule = {
  id: string;
  kinds: readonly ShiftKind[];
  /** Lexicon ids; left out: whoever it is. */
  actors?: readonly string[];
  /** What object, ends or quotes must say; left out: anything. */
  words?: RegExp;
  affected: readonly Affected[];
  hasDeadline?: boolean;
  check: Readonly<Record<Locale, string>>;
};

const AD_SELLERS = ['meta', 'google', 'amazon', 'tiktok', 'bytedance', 'microsoft', 'pinterest', 'snap', 'x-corp'];

/** Suggestions only, without any number: what a seller could look at when a shift of a kind happens. */
export const RULES: readonly ImpactRule[] = [
  {
    id: 'model-closes',
    kinds: ['open_to_closed'],
    affected: ['ai-tools'],
    check: {
      'zh-CN': '自建工具链若依赖该模型，核对现有版本的许可条款，并准备替代方案。',
      'zh-TW': '自建工具鏈若依賴該模型，請核對現有版本的授權條款，並準備替代方案。',
      en: 'If your own tools run on this model, check the licence of the version you use and line up an alternative.',
    },
  },
  {
    id: 'ad-seller-invests',
    kinds: ['invest', 'reallocate'],
    actors: AD_SELLERS,
    affected: ['ads'],
    check: {
      'zh-CN': '留意广告自动化功能与千次展示成本的变化，为投放预算留出余量。',
      'zh-TW': '留意廣告自動化功能與千次曝光成本的變化，為投放預算保留餘裕。',
      en: 'Watch ad automation and the price of impressions, and leave room in the ad budget.',
    },
  },
  {
    id: 'tariff-policy',
    kinds: ['policy'],
    words: /关税|關稅|小额免税|小額免稅|海关|海關|清关|清關|原产地|原產地|tariff|de minimis|customs|dut(?:y|ies)/iu,
    affected: ['customs', 'logistics'],
    hasDeadline: true,
    check: {
      'zh-CN': '按 SKU 重新核算到岸成本，确认生效日前在途货物的处理方式。',
      'zh-TW': '依 SKU 重新核算到岸成本，確認生效日前在途貨物的處理方式。',
      en: 'Work out the landed cost of each SKU again, and what happens to goods in transit on the effective day.',
    },
  },
  {
    id: 'platform-policy',
    kinds: ['policy'],
    words: /卖家|賣家|商家|店铺|店鋪|账户|帳戶|上架|listing|seller|merchant|account/iu,
    affected: ['account', 'compliance'],
    hasDeadline: true,
    check: {
      'zh-CN': '对照新规检查店铺与商品资料，在生效日前补齐。',
      'zh-TW': '對照新規檢查店鋪與商品資料，在生效日前補齊。',
      en: 'Hold account and listings against the new rule and complete what is missing before it takes effect.',
    },
  },
  {
    id: 'platform-layoff',
    kinds: ['layoff', 'reorg'],
    affected: ['support'],
    check: {
      'zh-CN': '商家支持与申诉的响应可能变慢，重要工单请提前提交。',
      'zh-TW': '商家支援與申訴的回應可能變慢，重要工單請提早提交。',
      en: 'Support and appeals may take longer; file what matters early.',
    },
  },
  {
    id: 'platform-pricing',
    kinds: ['pricing'],
    affected: ['fees'],
    hasDeadline: true,
    check: {
      'zh-CN': '用新旧费率各算一遍主力 SKU 的利润差。',
      'zh-TW': '用新舊費率各算一遍主力 SKU 的利潤差。',
      en: 'Compare the margin of your main SKUs under the old and the new fee.',
    },
  },
  {
    id: 'route-changes',
    kinds: ['logistics_change'],
    affected: ['logistics'],
    hasDeadline: true,
    check: {
      'zh-CN': '向货代确认线路、时效与附加费是否变化。',
      'zh-TW': '向貨代確認線路、時效與附加費是否變動。',
      en: 'Ask your forwarder whether route, transit time or surcharges change.',
    },
  },
  {
    id: 'market-exit',
    kinds: ['market_exit', 'product_cancel'],
    affected: ['listing', 'payments'],
    hasDeadline: true,
    check: {
      'zh-CN': '确认未结款项、在库商品与停止服务的日期。',
      'zh-TW': '確認未結款項、在庫商品與停止服務的日期。',
      en: 'Settle open payouts and stock, and note the day on which the service ends.',
    },
  },
];
