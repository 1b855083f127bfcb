/** Lexicon id → the name that the Chinese trade press writes, mainland and Taiwan. Who is missing is written in Latin letters there (Meta, OpenAI, eBay). */
export const CHINESE_NAMES: Readonly<Record<string, readonly [simplified: string, traditional: string]>> = {
  amazon: ['亚马逊', '亞馬遜'], google: ['谷歌', 'Google'], apple: ['苹果', '蘋果'], microsoft: ['微软', '微軟'], nvidia: ['英伟达', '輝達'],
  alibaba: ['阿里巴巴', '阿里巴巴'], tencent: ['腾讯', '騰訊'], baidu: ['百度', '百度'], bytedance: ['字节跳动', '字節跳動'], huawei: ['华为', '華為'],
  xiaomi: ['小米', '小米'], jd: ['京东', '京東'], cainiao: ['菜鸟', '菜鳥'], walmart: ['沃尔玛', '沃爾瑪'],
  aliexpress: ['速卖通', '速賣通'], shopee: ['虾皮', '蝦皮'], samsung: ['三星', '三星'], intel: ['英特尔', '英特爾'], tesla: ['特斯拉', '特斯拉'],
  oracle: ['甲骨文', '甲骨文'], tsmc: ['台积电', '台積電'], softbank: ['软银', '軟銀'], sony: ['索尼', '索尼'], eu: ['欧盟', '歐盟'],
}; // prettier-ignore

/** People by every name they go by in the three languages; the first of each locale is shown. */
export const PEOPLE: readonly Readonly<Record<'zh-CN' | 'zh-TW' | 'en', readonly string[]>>[] = [
  { 'zh-CN': ['扎克伯格', '马克·扎克伯格'], 'zh-TW': ['祖克柏', '祖克伯', '札克伯格'], en: ['Zuckerberg', 'Mark Zuckerberg'] },
  { 'zh-CN': ['马斯克', '埃隆·马斯克'], 'zh-TW': ['馬斯克', '伊隆·馬斯克'], en: ['Musk', 'Elon Musk'] },
  { 'zh-CN': ['奥尔特曼', '奥特曼', '阿尔特曼', '山姆·奥特曼'], 'zh-TW': ['奧特曼', '阿特曼'], en: ['Altman', 'Sam Altman'] },
  { 'zh-CN': ['黄仁勋'], 'zh-TW': ['黃仁勳'], en: ['Jensen Huang'] },
  { 'zh-CN': ['皮查伊', '桑达尔·皮查伊'], 'zh-TW': ['皮蔡', '皮采'], en: ['Pichai', 'Sundar Pichai'] },
  { 'zh-CN': ['纳德拉', '萨提亚·纳德拉'], 'zh-TW': ['納德拉', '薩蒂亞·納德拉'], en: ['Nadella', 'Satya Nadella'] },
  { 'zh-CN': ['库克', '蒂姆·库克'], 'zh-TW': ['庫克', '提姆·庫克'], en: ['Tim Cook'] },
  { 'zh-CN': ['贝索斯', '杰夫·贝索斯'], 'zh-TW': ['貝佐斯', '傑夫·貝佐斯'], en: ['Bezos', 'Jeff Bezos'] },
  { 'zh-CN': ['贾西', '安迪·贾西'], 'zh-TW': ['賈西', '安迪·賈西'], en: ['Jassy', 'Andy Jassy'] },
  { 'zh-CN': ['特朗普'], 'zh-TW': ['川普'], en: ['Trump', 'Donald Trump'] },
  { 'zh-CN': ['勒昆', '扬·勒昆', '杨立昆'], 'zh-TW': ['楊立昆', '勒昆'], en: ['LeCun', 'Yann LeCun'] },
  { 'zh-CN': ['亚历山大·王', '亚历山大王'], 'zh-TW': ['亞歷山大·王'], en: ['Alexandr Wang'] },
  { 'zh-CN': ['马云'], 'zh-TW': ['馬雲'], en: ['Jack Ma'] },
]; // prettier-ignore
