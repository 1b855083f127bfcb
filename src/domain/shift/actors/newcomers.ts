import type { ActorMatcher, Mention } from './actor-matcher.js';

const KIND_OF_COMPANY =
  'company|operator|retailer|startup|start-up|maker|marketplace|platform|firm|brand|provider|carrier|chain|group|developer|lab|bank|forwarder|agency|regulator|distributor|supermarket|grocer|airline|shipper|unicorn|e-tailer|service|rival|competitor|peer|subsidiary|parent|challenger|broker|wholesaler|app';
const NAME = "[A-Z][\\w&'-]*(?:\\s(?:&\\s)?[A-Z][\\w&'-]*){0,3}";
const SUFFIX =
  'Inc|Corp|Ltd|LLC|Group|Holdings|Commerce|Logistics|Technologies|Technology|Labs|Retail|Express|Systems|Networks|Capital|Freight|Airlines|Airways|Pay|Payments|Robotics|Stores|Marketplace|Shipping|Cargo|Post|Bank|Foods|Fashion|Motors|Telecom|Media|Cloud|Software|Interactive|Brands|Markets|Commission|Authority|Ministry|Agency';
const HAN_KIND =
  '(?:电商公司|电商平台|科技公司|初创公司|初创企业|物流公司|支付公司|货代公司|服务商|零售商|独角兽|物流商|品牌|平台|公司|厂商|巨头|电商|企业|业者|卖家|大卖|同行|对手|运营商|开发商|经销商|实验室)';
const HAN_SUFFIX =
  '科技|集团|物流|跨境|电商|网络|控股|速运|速递|快递|航运|支付|供应链|海外仓|零售|百货|超市|优品|航空|云仓|实业|半导体|购物|优选|数字|数码|金服|易购';

/** What follows the name of a company, and begins none of its own words. */
const HAN_AFTER =
  '宣布|表示|证实|透露|公告|则|也(?:有|将|在|已|宣布|计划|于)|还将|日前|近日|昨日|今日|本周|上周|本月|上月|周[一二三四五六日]|将(?:在|于|把|以|从|投|裁|关|推|收|退)|已(?:经|于|在|将|把|与)|拟|因|把|计划|正(?:在|式)|传出|有意|决定|打算|创始人|\\(|“';
/** Words that stand there and name nobody. */
const NO_HAN_NAME =
  '周[一二三四五六日]|的|们|该|这|本|其|某|多|一|两|三|各|全|均|都|也|则|还|已|将|正|拟|因|为|在|于|对|向|从|与|和|或|及|以|之|不|没|未|可|要|能|会|需|须|必|应|被|把|让|使|来|去|上|下|内|外|中|前|后|时|里|间|方|高|低|新|老|大|小|更|最|很|太|再|又|就|才|只|仅|但|而|却|并|且|如|若|所|近|日|今|昨|明|本|上周|目前|现在|此|那|宣布|表示|证实|透露|公告|计划|决定|纷纷|普遍|管理|业务|服务|合作|竞争|市场|行业|产品|员工|用户|总部|高管|股价|负责|代表|发言|创始|经营|同时|随后|发布|推出|规则|费用|佣金|数据|部分|人士|名单|自|由|入|提|开|收|关|停|裁|退|进|出|加|减|转|改|调';
const LATIN_PATTERNS = [
  new RegExp(`(?<name>${NAME}), (?:a|an|the) (?:[\\w-]+ ){0,6}?(?:${KIND_OF_COMPANY})\\b`, 'gu'),
  new RegExp(`\\b(?:${KIND_OF_COMPANY}) (?<name>${NAME})`, 'gu'),
  new RegExp(`(?<name>(?:[A-Z][\\w&'-]*\\s){1,3}(?:${SUFFIX}))\\b`, 'gu'),
];
const HAN_PATTERNS = [
  new RegExp(`${HAN_KIND}[“"]?(?<name>[A-Z][A-Za-z0-9]+(?: [A-Z][A-Za-z0-9]+){0,2})`, 'gu'),
  new RegExp(`(?:^|[,。;:\\n“]|${HAN_KIND}|近日|日前|随后|此外|同时)(?<name>(?!该|这|本|其|某|多家|一家|两家|各|全|跨境|电商|物流|国际|中国|美国|海外|第三方|新)[\\p{Script=Han}]{2,5}(?:${HAN_SUFFIX}))(?=宣布|表示|称|计划|将|拟|已|在|于|与|从|也|则|把|本周|本月|上周|上月|日前|近日|昨日|今日|[,(“])`, 'gu'),
  // 支付公司某某则…: what it is, its name, and a word that no name holds.
  new RegExp(`(?:${HAN_KIND}|总部位于[\\p{Script=Han}]{2,5}的|来自[\\p{Script=Han}]{2,5}的)(?<name>(?!${NO_HAN_NAME})[\\p{Script=Han}]{2,5}?)(?=${HAN_AFTER})`, 'gu'),
  new RegExp(`${HAN_KIND}“(?<name>[\\p{Script=Han}A-Za-z0-9]{2,10})”`, 'gu'),
]; // prettier-ignore
const COMMON =
  /^(?:The|A|An|This|That|In|On|At|For|But|And|Our|Its|AI|API|CEO|CFO|US|EU|UK|Chinese|American|European|German|French|British|Indian|Japanese|Korean|January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Prime Day|Black Friday|Bloomberg|Reuters|CNBC|FBA|SKU|VAT|Series|Wall Street|Financial Times|Some|Many|New)\b/u;
/** No name of two to five characters holds one of these. */
const HOLDS_PARTICLE =
  /^(?:联合|人工|创新|独立|头部|智能|周边)$|^\p{Script=Han}{0,4}(?:的|了|们|在|于|被|把|将|已|也|则|还|是|不|与|及|或|发布|宣布|员工|平台|公司|人工)/u;
/** 平台技术服务费将…: what a company charges, owns or sets is no company. */
const COMMON_NOUN =
  /(?:费|佣金|保证金|率|价格|价|额度|额|门槛|期|规则|政策|标准|补贴|业务|市场|流量|订单|商品|类目|仓库|仓|站点|站|店铺|店|后台|系统|功能|服务|员工|团队|部门|高管|人士|方面|负责人|数量|时效|账户|包裹|退货|广告|入驻|卖家|商家|买家|用户)$/u;
const MOST_NEWCOMERS = 40;

/** A company that the lexicon does not know and the article introduces: its full name and the short forms used for it. */
export interface Newcomer {
  name: string;
  forms: string[];
}

/**
 * Companies that an article introduces by saying what they are ("Norwick Commerce, a marketplace operator", 跨境电商公司Lumiva) or by the form
 * of their name (…Logistics, …科技).
 */
export function findNewcomers(folded: string, actors: ActorMatcher, original = folded): Newcomer[] {
  const found = new Map<string, Newcomer>();
  const patterns = /\p{Script=Han}/u.test(folded.slice(0, 2_000))
    ? [...HAN_PATTERNS, ...LATIN_PATTERNS.slice(2)]
    : LATIN_PATTERNS;
  for (const pattern of patterns) {
    for (const match of folded.matchAll(pattern)) {
      const name = match.groups?.['name']?.trim().replace(/'s$/u, '') ?? '';
      if (
        found.size >= MOST_NEWCOMERS ||
        name.length < 2 ||
        COMMON.test(name) ||
        HOLDS_PARTICLE.test(name) ||
        COMMON_NOUN.test(name) ||
        actors.named(name) !== null ||
        actors.find(name).length > 0
      )
        continue;
      const at = folded.indexOf(name, match.index);
      found.set(name, {
        name: original.slice(at, at + name.length),
        forms: [name, ...shortForms(name, folded, actors)],
      });
    }
  }
  return [...found.values()];
}

function shortForms(name: string, folded: string, actors: ActorMatcher): string[] {
  const first = /^[A-Z][\w-]{3,}(?=\s)/u.exec(name)?.[0];
  if (first !== undefined && !COMMON.test(first) && actors.named(first) === null) return [first];
  const stem = new RegExp(`^([\\p{Script=Han}]{2,4})(?:${HAN_SUFFIX})$`, 'u').exec(name)?.[1];
  return stem !== undefined &&
    actors.named(stem) === null &&
    folded.split(stem).length > 2 &&
    !/^(?:跨境|电商|国际|中国|全球)/u.test(stem)
    ? [stem]
    : [];
}

/** Where the newcomers are named, besides the mentions of known actors. */
export function mentionNewcomers(folded: string, newcomers: readonly Newcomer[], known: readonly Mention[]): Mention[] {
  const mentions = [...known];
  for (const { name, forms } of newcomers) {
    for (const form of forms) {
      for (let at = folded.indexOf(form); at !== -1; at = folded.indexOf(form, at + form.length)) {
        const end = at + form.length;
        const isWord = !/[A-Za-z0-9]/u.test(folded.charAt(end)) || !/[A-Za-z0-9]$/u.test(form);
        const isTaken = mentions.some((other) => at < other.end && other.start < end);
        if (isWord && !isTaken && !/[A-Za-z0-9]/u.test(/^[A-Za-z]/u.test(form) ? folded.charAt(at - 1) : '')) {
          mentions.push({ id: null, name, role: 'company', via: 'name', start: at, end });
        }
      }
    }
  }
  return mentions.length === known.length ? [...known] : mentions.sort((a, b) => a.start - b.start);
}
