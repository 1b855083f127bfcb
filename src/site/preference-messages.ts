import type { Locale } from '#src/domain/locale/locale.js';
import type { Notice, Offer } from './messages.js';
import type { Market, Rhythm, Topic } from '#src/domain/reader/preferences.js';

/** The words of the preferences page beyond language and time zone. `{names}`: what was typed and is unknown. */
export type PreferenceMessages = {
  second: string;
  onlyOne: string;
  rhythm: string;
  rhythms: Record<Rhythm, string>;
  hour: string;
  pause: string;
  pauseHint: string;
  pauseFault: string;
  nothingTicked: string;
  topics: string;
  topicNames: Record<Topic, string>;
  platforms: string;
  markets: string;
  marketNames: Record<Market, string>;
  actors: string;
  actorsHint: string;
  actorsFault: string;
  consents: string;
  /** The section of the page, the page that asks once more, and the one that says it is done. */
  erasure: { offer: Offer; ask: Offer; done: Notice };
  dataExport: { offer: Offer; done: Notice };
};

const zhCN: PreferenceMessages = {
  second: '并排显示的第二种语言',
  onlyOne: '只用一种语言',
  rhythm: '频率',
  rhythms: { daily: '每一期', weekly: '每周一封', 'high-impact': '只要影响重大的变化' },
  hour: '送达时间（当地）',
  pause: '暂停到',
  pauseHint: '从这一天起恢复发送；留空表示不暂停。',
  pauseFault: '没有保存：请选择明天到一年之内的一天。',
  nothingTicked: '一个都不选，表示全部。',
  topics: '主题',
  topicNames: {
    'marketplace-amazon': '亚马逊',
    'marketplace-temu-shein': 'Temu 与 SHEIN',
    'marketplace-tiktok-social': 'TikTok 与社交电商',
    'marketplace-others': '其他平台',
    'independent-store': '独立站',
    'ads-marketing': '广告与营销',
    'ai-models': 'AI 大模型',
    'ai-tools-commerce': '电商 AI 工具',
    'payments-fx': '支付与汇率',
    logistics: '物流',
    'tariffs-customs': '关税与海关',
    'compliance-tax': '合规与税务',
    'regulation-privacy': '监管与隐私',
    'investment-capex': '投资与资本开支',
    'layoffs-org': '裁员与组织调整',
  },
  platforms: '您经营的平台',
  markets: '您的市场',
  marketNames: {
    us: '美国',
    eu: '欧盟',
    uk: '英国',
    jp: '日本',
    kr: '韩国',
    sea: '东南亚',
    latam: '拉丁美洲',
    me: '中东',
    other: '其他',
  },
  actors: '关注的公司和机构',
  actorsHint: '用逗号或换行分隔，例如：Meta，菜鸟，欧盟。最多 50 个。',
  actorsFault: '没有保存：不认识 {names}。',
  consents: '数据的使用（可选）',
  erasure: {
    offer: { title: '删除我的数据', text: '删除我们保存的关于您的全部数据，并停止发送。', button: '删除我的数据' },
    ask: {
      title: '删除全部数据？',
      text: '邮箱地址、订阅设置和同意记录会立即删除，无法恢复。我们只保留一个由密钥生成的代码，确保这个邮箱不再收到《{name}》，以后也不能用它再次订阅。',
      button: '全部删除',
    },
    done: { title: '数据已删除', text: '我们不再保存您的邮箱地址，也不会再给您发送邮件。' },
  },
  dataExport: {
    offer: { title: '我的数据', text: '把我们保存的关于您的全部数据发到您的邮箱，每天一次。', button: '发送我的数据' },
    done: { title: '数据正在发送', text: '几分钟内会有一封附有数据文件的邮件寄到您的邮箱。每天最多发送一次。' },
  },
};

const zhTW: PreferenceMessages = {
  second: '並排顯示的第二種語言',
  onlyOne: '只用一種語言',
  rhythm: '頻率',
  rhythms: { daily: '每一期', weekly: '每週一封', 'high-impact': '只要影響重大的變化' },
  hour: '送達時間（當地）',
  pause: '暫停到',
  pauseHint: '從這一天起恢復寄送；留空表示不暫停。',
  pauseFault: '沒有儲存：請選擇明天到一年之內的一天。',
  nothingTicked: '一個都不選，表示全部。',
  topics: '主題',
  topicNames: {
    'marketplace-amazon': '亞馬遜',
    'marketplace-temu-shein': 'Temu 與 SHEIN',
    'marketplace-tiktok-social': 'TikTok 與社群電商',
    'marketplace-others': '其他平台',
    'independent-store': '品牌獨立站',
    'ads-marketing': '廣告與行銷',
    'ai-models': 'AI 大型模型',
    'ai-tools-commerce': '電商 AI 工具',
    'payments-fx': '支付與匯率',
    logistics: '物流',
    'tariffs-customs': '關稅與海關',
    'compliance-tax': '法規遵循與稅務',
    'regulation-privacy': '監管與隱私',
    'investment-capex': '投資與資本支出',
    'layoffs-org': '裁員與組織調整',
  },
  platforms: '您經營的平台',
  markets: '您的市場',
  marketNames: {
    us: '美國',
    eu: '歐盟',
    uk: '英國',
    jp: '日本',
    kr: '韓國',
    sea: '東南亞',
    latam: '拉丁美洲',
    me: '中東',
    other: '其他',
  },
  actors: '關注的公司和機構',
  actorsHint: '以逗號或換行分隔，例如：Meta，菜鳥，歐盟。最多 50 個。',
  actorsFault: '沒有儲存：不認識 {names}。',
  consents: '資料的使用（可選）',
  erasure: {
    offer: { title: '刪除我的資料', text: '刪除我們保存的關於您的全部資料，並停止寄送。', button: '刪除我的資料' },
    ask: {
      title: '刪除全部資料？',
      text: '電子郵件地址、訂閱設定和同意紀錄會立即刪除，無法復原。我們只保留一個由金鑰產生的代碼，確保這個信箱不再收到《{name}》，以後也不能用它再次訂閱。',
      button: '全部刪除',
    },
    done: { title: '資料已刪除', text: '我們不再保存您的電子郵件地址，也不會再寄信給您。' },
  },
  dataExport: {
    offer: { title: '我的資料', text: '把我們保存的關於您的全部資料寄到您的信箱，每天一次。', button: '寄送我的資料' },
    done: { title: '資料正在寄送', text: '幾分鐘內會有一封附有資料檔案的信寄到您的信箱。每天最多寄送一次。' },
  },
};

const en: PreferenceMessages = {
  second: 'Second language, side by side',
  onlyOne: 'One language only',
  rhythm: 'How often',
  rhythms: { daily: 'Every edition', weekly: 'Once a week', 'high-impact': 'Only shifts of high impact' },
  hour: 'Hour of delivery, your time',
  pause: 'Pause until',
  pauseHint: 'Mail begins again on that day. Leave it empty for no pause.',
  pauseFault: 'Nothing was saved: please choose a day from tomorrow to a year from now.',
  nothingTicked: 'None ticked means all of them.',
  topics: 'Topics',
  topicNames: {
    'marketplace-amazon': 'Amazon',
    'marketplace-temu-shein': 'Temu and SHEIN',
    'marketplace-tiktok-social': 'TikTok and social commerce',
    'marketplace-others': 'Other marketplaces',
    'independent-store': 'Your own store',
    'ads-marketing': 'Ads and marketing',
    'ai-models': 'AI models',
    'ai-tools-commerce': 'AI tools for commerce',
    'payments-fx': 'Payments and exchange rates',
    logistics: 'Logistics',
    'tariffs-customs': 'Tariffs and customs',
    'compliance-tax': 'Compliance and tax',
    'regulation-privacy': 'Regulation and privacy',
    'investment-capex': 'Investment and capital spending',
    'layoffs-org': 'Layoffs and organisation',
  },
  platforms: 'Platforms you sell on',
  markets: 'Your markets',
  marketNames: {
    us: 'United States',
    eu: 'European Union',
    uk: 'United Kingdom',
    jp: 'Japan',
    kr: 'South Korea',
    sea: 'Southeast Asia',
    latam: 'Latin America',
    me: 'Middle East',
    other: 'Other',
  },
  actors: 'Companies and authorities to follow',
  actorsHint: 'With commas or line breaks between, such as: Meta, Cainiao, European Union. At most 50.',
  actorsFault: 'Nothing was saved: we do not know {names}.',
  consents: 'Use of your data, optional',
  erasure: {
    offer: {
      title: 'Delete my data',
      text: 'Deletes everything that we keep about you, and ends the mails.',
      button: 'Delete my data',
    },
    ask: {
      title: 'Delete everything?',
      text: 'Your address, your preferences and the record of your consent are deleted at once, for good. We keep nothing but a keyed code, so that this address never gets {name} again; it cannot be subscribed again either.',
      button: 'Delete everything',
    },
    done: { title: 'Your data is deleted', text: 'We no longer have your address, and will not mail you again.' },
  },
  dataExport: {
    offer: {
      title: 'My data',
      text: 'Mails you everything that we keep about you, once a day.',
      button: 'Mail me my data',
    },
    done: {
      title: 'Your data is on its way',
      text: 'A mail with a file reaches you within minutes. It is sent once a day at most.',
    },
  },
};

export const PREFERENCE_MESSAGES: Record<Locale, PreferenceMessages> = { 'zh-CN': zhCN, 'zh-TW': zhTW, en };
