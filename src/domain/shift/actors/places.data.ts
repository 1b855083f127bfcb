/** Places that a market can be, as alternations for the rules; longest first where one contains another. */
export const HAN_PLACES =
  '东南亚|拉丁美洲|拉美|北美|南美|欧洲|亚洲|非洲|中东|海湾地区|亚太|大洋洲|北欧|东欧|西欧|中亚|美国|英国|德国|法国|意大利|西班牙|荷兰|波兰|比利时|瑞典|瑞士|奥地利|葡萄牙|爱尔兰|斯洛伐克|克罗地亚|塞尔维亚|保加利亚|斯洛文尼亚|立陶宛|希腊|捷克|匈牙利|罗马尼亚|挪威|丹麦|芬兰|土耳其|俄罗斯|乌克兰|日本|韩国|印度尼西亚|印尼|印度|越南|泰国|马来西亚|新加坡|菲律宾|巴基斯坦|孟加拉国?|澳大利亚|澳洲|新西兰|加拿大|墨西哥|巴西|阿根廷|智利|哥伦比亚|秘鲁|厄瓜多尔|南非|尼日利亚|肯尼亚|埃及|摩洛哥|以色列|阿联酋|沙特阿拉伯|沙特|卡塔尔|科威特|哈萨克斯坦|中国大陆|中国|香港|台湾|澳门|美区|英区|欧盟|海外|全球|国际|境外|巴黎|伦敦|柏林|慕尼黑|东京|大阪|首尔|曼谷|雅加达|胡志明市|河内|吉隆坡|马尼拉|迪拜|利雅得|圣保罗|墨西哥城|纽约|洛杉矶|旧金山|马德里|巴塞罗那|米兰|罗马|阿姆斯特丹|华沙|伊斯坦布尔|莫斯科|悉尼|墨尔本|多伦多|孟买|新德里|曼彻斯特|布鲁塞尔|维也纳|哥本哈根|斯德哥尔摩|都柏林|开罗';
export const LATIN_PLACES =
  '(?:the )?(?:United States|United Kingdom|European Union|Netherlands|Philippines|Middle East|Gulf|Southeast Asia|Latin America|North America|South America|Asia-Pacific|Central Asia|Czech Republic|South Korea|South Africa|Saudi Arabia|United Arab Emirates|New Zealand|Hong Kong|Sri Lanka|Costa Rica|U\\.S\\.|U\\.K\\.|US|UK|EU|UAE|Europe|Asia|Africa|America|Germany|France|Italy|Spain|Poland|Belgium|Sweden|Switzerland|Austria|Portugal|Ireland|Greece|Hungary|Romania|Norway|Denmark|Finland|Turkey|Türkiye|Russia|Ukraine|Japan|Korea|Indonesia|India|Vietnam|Thailand|Malaysia|Singapore|Pakistan|Bangladesh|Australia|Canada|Mexico|Brazil|Argentina|Chile|Colombia|Peru|Ecuador|Nigeria|Kenya|Egypt|Morocco|Israel|Qatar|Kuwait|Kazakhstan|China|Taiwan|Scandinavia|Britain|Slovakia|Croatia|Serbia|Bulgaria|Slovenia|Lithuania|Latvia|Estonia|Paris|London|Berlin|Munich|Tokyo|Osaka|Seoul|Bangkok|Jakarta|Hanoi|Kuala Lumpur|Manila|Dubai|Riyadh|Sao Paulo|Mexico City|New York|Los Angeles|San Francisco|Madrid|Barcelona|Milan|Rome|Amsterdam|Warsaw|Istanbul|Moscow|Sydney|Melbourne|Toronto|Mumbai|New Delhi|Manchester|Brussels|Vienna|Copenhagen|Stockholm|Dublin|Cairo)';
/** "Polish marketplace", "its German site". */
export const LATIN_NATIONAL =
  'American|British|European|German|French|Italian|Spanish|Dutch|Polish|Belgian|Swedish|Swiss|Austrian|Portuguese|Irish|Greek|Turkish|Russian|Japanese|South Korean|Korean|Indonesian|Indian|Vietnamese|Thai|Malaysian|Singaporean|Philippine|Australian|Canadian|Mexican|Brazilian|Argentine|Chilean|Colombian|Peruvian|South African|Nigerian|Kenyan|Egyptian|Israeli|Chinese|Taiwanese|Southeast Asian|Latin American|U\\.S\\.|US|U\\.K\\.|UK|EU';

/** Nationalities whose government, regulator or ministry is an actor of the lexicon. */
export const NATIONALS: Readonly<Record<string, string>> = {
  American: 'us', 'U.S.': 'us', US: 'us', British: 'uk', European: 'eu', German: 'germany', French: 'france', Italian: 'italy', Spanish: 'spain', Dutch: 'netherlands',
  Polish: 'poland', Turkish: 'turkey', Russian: 'russia', Japanese: 'japan', 'South Korean': 'south-korea', Korean: 'south-korea', Indonesian: 'indonesia', Indian: 'india',
  Vietnamese: 'vietnam', Thai: 'thailand', Malaysian: 'malaysia', Philippine: 'philippines', Australian: 'australia', Canadian: 'canada', Mexican: 'mexico', Brazilian: 'brazil',
  Argentine: 'argentina', Chilean: 'chile', Colombian: 'colombia', 'South African': 'south-africa', Chinese: 'china', EU: 'eu', UK: 'uk',
}; // prettier-ignore
