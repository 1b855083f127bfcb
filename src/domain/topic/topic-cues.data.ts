import type { Topic } from '../reader/preferences.js';

/**
 * Words that a topic is recognised by; `*` marks one that is enough alone. Chinese cues are simplified and found as they stand; Latin ones are
 * whole words in any case, with a plural s. Raise TOPIC_RULES when a cue changes.
 */
export const TOPIC_CUES: Readonly<Record<Topic, { zh: string; en: string }>> = {
  'marketplace-amazon': {
    zh: '亚马逊*,FBA*,Listing,卖家中心,Prime Day,黑五,黄金购物车,亚马逊物流*,Seller Central*',
    en: 'amazon seller*,amazon marketplace*,fba*,buy box,vendor central,seller central*,prime day,amazon,referral fee',
  },
  'marketplace-temu-shein': {
    zh: 'Temu*,拼多多跨境,SHEIN*,希音,全托管*,半托管*',
    en: 'temu*,shein*,local fulfillment,fully managed,semi-managed',
  },
  'marketplace-tiktok-social': {
    zh: 'TikTok Shop*,TikTok小店*,小店,直播带货,达人,短视频,TikTok',
    en: 'tiktok shop*,live shopping*,creator,social commerce,livestream shopping*,tiktok',
  },
  'marketplace-others': {
    zh: '速卖通*,Shopee*,虾皮,Lazada*,美客多*,eBay*,沃尔玛*,Ozon*,乐天市场,Wayfair,Coupang',
    en: 'aliexpress*,mercado libre*,walmart marketplace*,etsy*,ebay*,shopee*,lazada*,ozon*,walmart,wayfair,coupang',
  },
  'independent-store': {
    zh: '独立站*,Shopify*,建站,SEO,Google Shopping,WooCommerce',
    en: 'shopify*,dtc,direct-to-consumer,woocommerce*,storefront,online store',
  },
  'ads-marketing': {
    zh: '广告*,投放,ROAS*,Meta广告*,谷歌广告*,竞价,Advantage+,广告主,营销',
    en: 'ad spend*,roas*,cpm,meta ads*,pmax,advertiser,advertising,ad campaign,sponsored product*,ad',
  },
  'ai-models': {
    zh: '大模型*,开源,闭源,封闭模型*,Llama,GPT,Gemini,通义千问,算力,超智能,语言模型*',
    en: 'llm*,open-source model*,open-weight*,proprietary,foundation model*,language model*,llama,gpt,gemini,ai model*,open source',
  },
  'ai-tools-commerce': {
    zh: 'AI选品*,AI客服*,智能体*,代理购物*,Rufus,即时结账*,AI眼镜,AI助手,AI购物*',
    en: 'agentic commerce*,instant checkout*,ai agent,copilot,shopping assistant*,rufus,ai shopping*,chatbot',
  },
  'payments-fx': {
    zh: '支付*,收款*,PayPal,万里汇,连连,汇率,提现,账期,结算',
    en: 'payout,payment,stripe,fx,reserve,paypal,exchange rate,chargeback,payment processor*',
  },
  logistics: {
    zh: '物流*,海运*,空运*,运价*,海外仓*,航线,清关时效,最后一公里,仓储,配送,快递',
    en: 'freight*,fulfillment,surcharge,warehouse,last mile*,shipping rate*,carrier,container rate*,parcel,logistics*',
  },
  'tariffs-customs': {
    zh: '关税*,小额免税*,免税门槛*,小额包裹*,进口税*,800美元,海关*,原产地,301,9710,9810,清关',
    en: 'tariff*,de minimis*,customs,duty,duties,section 301*,import tax,country of origin',
  },
  'compliance-tax': {
    zh: '合规*,VAT*,GPSR*,EPR*,DAC7,报送,税务,产品责任,召回,增值税*,涉税信息*',
    en: 'compliance,vat*,gpsr*,recall,epr*,dac7*,product liability,product safety,sales tax*',
  },
  'regulation-privacy': {
    zh: '监管*,反垄断*,DSA,DMA,GDPR*,数据本地化,禁令,隐私,数据保护,罚款',
    en: 'antitrust*,dsa,dma,privacy,ban,gdpr*,regulator,lawsuit,data protection,digital markets act*,digital services act*',
  },
  'investment-capex': {
    zh: '投资*,收购*,融资*,资本开支*,数据中心,入股,股权',
    en: 'acquisition,capex*,funding,stake,capital expenditure*,funding round*,acquire,takeover,data center,invest,investment',
  },
  'layoffs-org': {
    zh: '裁员*,裁减,离职,任命,重组,减员,裁撤,高管',
    en: 'layoff*,restructuring,steps down,job cuts*,lay off*,laid off*,reorganization,stepped down,resign',
  },
};

/** Markets that an article is about, with the same rules; one cue is enough. */
export const MARKET_CUES: Readonly<Record<'us' | 'eu' | 'uk' | 'jp' | 'kr' | 'sea' | 'latam' | 'me', string>> = {
  us: '美国,美区,美站,北美,united states,u.s,usa,american',
  eu: '欧盟,欧洲,德国,法国,意大利,西班牙,波兰,荷兰,european union,europe,germany,france,italy,spain,poland,netherlands,eu',
  uk: '英国,united kingdom,britain,uk,u.k',
  jp: '日本,japan,日站',
  kr: '韩国,south korea,korea',
  sea: '东南亚,新加坡,马来西亚,印尼,印度尼西亚,泰国,越南,菲律宾,southeast asia,singapore,malaysia,indonesia,thailand,vietnam,philippines',
  latam: '拉美,巴西,墨西哥,智利,哥伦比亚,latin america,brazil,mexico,chile,colombia',
  me: '中东,沙特,阿联酋,迪拜,土耳其,middle east,saudi arabia,uae,dubai,turkey',
};
