/** Currency words → ISO 4217. Longer words stand first, so that an alternation built from the keys is longest-first. */
export const HAN_CURRENCIES: Readonly<Record<string, string>> = {
  人民币元: 'CNY', 人民币: 'CNY', 元人民币: 'CNY', 新加坡元: 'SGD', 印度卢比: 'INR', 印尼卢比: 'IDR', 巴基斯坦卢比: 'PKR', 新台币元: 'TWD', 元新台币: 'TWD', 新台币: 'TWD', 加拿大元: 'CAD',
  墨西哥比索: 'MXN', 菲律宾比索: 'PHP', 阿根廷比索: 'ARS', 智利比索: 'CLP', 哥伦比亚比索: 'COP', 瑞士法郎: 'CHF', 沙特里亚尔: 'SAR', 阿联酋迪拉姆: 'AED', 土耳其里拉: 'TRY', 澳大利亚元: 'AUD',
  新西兰元: 'NZD', 波兰兹罗提: 'PLN', 巴西雷亚尔: 'BRL', 南非兰特: 'ZAR', 瑞典克朗: 'SEK', 丹麦克朗: 'DKK', 挪威克朗: 'NOK', 捷克克朗: 'CZK', 匈牙利福林: 'HUF', 罗马尼亚列伊: 'RON', 尼日利亚奈拉: 'NGN',
  埃及镑: 'EGP', 兹罗提: 'PLN', 福林: 'HUF', 列伊: 'RON', 兰特: 'ZAR', 奈拉: 'NGN', 谢克尔: 'ILS', 坚戈: 'KZT', 第纳尔: 'KWD', 索尔: 'PEN', 比索: 'MXN', 披索: 'PHP', 克朗: 'SEK',
  美元: 'USD', 美金: 'USD', 欧元: 'EUR', 英镑: 'GBP', 日元: 'JPY', 日圆: 'JPY', 日币: 'JPY', 円: 'JPY', 港元: 'HKD', 港币: 'HKD', 港纸: 'HKD', 韩元: 'KRW', 韩圆: 'KRW', 韩币: 'KRW', 韩寰: 'KRW',
  新元: 'SGD', 新币: 'SGD', 坡币: 'SGD', 台币: 'TWD', 卢比: 'INR', 印尼盾: 'IDR', 越南盾: 'VND', 越盾: 'VND', 泰铢: 'THB', 林吉特: 'MYR', 令吉: 'MYR', 马币: 'MYR', 雷亚尔: 'BRL', 里尔: 'BRL',
  澳元: 'AUD', 澳币: 'AUD', 加元: 'CAD', 加币: 'CAD', 纽元: 'NZD', 纽币: 'NZD', 澳门元: 'MOP', 瑞郎: 'CHF', 卢布: 'RUB', 迪拉姆: 'AED', 里亚尔: 'SAR', 里拉: 'TRY', 迪尔汗: 'AED',
}; // prettier-ignore

/** Chinese words that stand before a number: 人民币8亿元, 港币3.5亿. */
export const HAN_LEADING: Readonly<Record<string, string>> = {
  人民币: 'CNY', 新台币: 'TWD', 台币: 'TWD', 港币: 'HKD', 美金: 'USD', 日币: 'JPY', 新币: 'SGD', 马币: 'MYR', 澳币: 'AUD', 加币: 'CAD', 韩币: 'KRW',
}; // prettier-ignore

const CODES = [
  'USD', 'EUR', 'GBP', 'CNY', 'JPY', 'INR', 'HKD', 'SGD', 'TWD', 'AUD', 'CAD', 'KRW', 'BRL', 'MXN', 'AED', 'SAR', 'CHF', 'SEK', 'NOK', 'DKK', 'PLN', 'CZK', 'HUF', 'RON', 'TRY', 'THB', 'VND',
  'IDR', 'MYR', 'PHP', 'ZAR', 'NGN', 'EGP', 'ILS', 'RUB', 'KZT', 'ARS', 'CLP', 'COP', 'PEN', 'NZD', 'MOP', 'KWD', 'QAR', 'PKR', 'BDT',
]; // prettier-ignore
const ownCodes = Object.fromEntries(CODES.map((code) => [code, code]));

/** Marks and codes that stand before a number. */
export const LEADING_CURRENCIES: Readonly<Record<string, string>> = {
  'US$': 'USD', 'HK$': 'HKD', 'NT$': 'TWD', 'S$': 'SGD', 'A$': 'AUD', 'AU$': 'AUD', 'C$': 'CAD', 'CA$': 'CAD', 'NZ$': 'NZD', 'R$': 'BRL', 'MX$': 'MXN', 'RM': 'MYR', 'Rs.': 'INR', 'Rs': 'INR', 'Rp': 'IDR',
  '$': 'USD', '€': 'EUR', '£': 'GBP', '¥': 'CNY', '₹': 'INR', '₩': 'KRW', '₫': 'VND', '฿': 'THB', '₽': 'RUB', '₱': 'PHP', '₺': 'TRY', '₦': 'NGN', '₪': 'ILS', '₴': 'UAH', '₸': 'KZT',
  RMB: 'CNY', NTD: 'TWD', ...ownCodes,
}; // prettier-ignore

/** Marks that stand right after a number. */
export const TRAILING_MARKS: Readonly<Record<string, string>> = { '€': 'EUR', '£': 'GBP', 'zł': 'PLN', '₽': 'RUB', '₫': 'VND', '₺': 'TRY', '฿': 'THB' }; // prettier-ignore

/** English words that stand after a number. */
export const TRAILING_CURRENCIES: Readonly<Record<string, string>> = {
  'u.s. dollars': 'USD', 'us dollars': 'USD', 'american dollars': 'USD', 'hong kong dollars': 'HKD', 'singapore dollars': 'SGD', 'australian dollars': 'AUD', 'canadian dollars': 'CAD', 'new zealand dollars': 'NZD',
  'new taiwan dollars': 'TWD', 'taiwan dollars': 'TWD', dollars: 'USD', dollar: 'USD', euros: 'EUR', euro: 'EUR', pounds: 'GBP', 'pounds sterling': 'GBP', sterling: 'GBP', yuan: 'CNY', renminbi: 'CNY', rmb: 'CNY',
  yen: 'JPY', rupees: 'INR', rupiah: 'IDR', won: 'KRW', reais: 'BRL', baht: 'THB', ringgit: 'MYR', dong: 'VND', pesos: 'MXN', 'philippine pesos': 'PHP', 'mexican pesos': 'MXN', 'argentine pesos': 'ARS',
  'chilean pesos': 'CLP', 'colombian pesos': 'COP', zlotys: 'PLN', zloty: 'PLN', 'swiss francs': 'CHF', francs: 'CHF', dirhams: 'AED', dirham: 'AED', riyals: 'SAR', riyal: 'SAR', rubles: 'RUB', roubles: 'RUB',
  lira: 'TRY', liras: 'TRY', rand: 'ZAR', naira: 'NGN', kronor: 'SEK', kroner: 'NOK', 'danish kroner': 'DKK', 'swedish kronor': 'SEK', forints: 'HUF', forint: 'HUF', shekels: 'ILS', tenge: 'KZT', soles: 'PEN',
  ...Object.fromEntries(CODES.map((code) => [code.toLowerCase(), code])),
}; // prettier-ignore

/** Coins: a hundredth of their currency. */
export const HAN_CENTS: Readonly<Record<string, string>> = { 美分: 'USD', 欧分: 'EUR', 便士: 'GBP', 港仙: 'HKD' };
export const LATIN_CENTS: Readonly<Record<string, string>> = { 'u.s. cents': 'USD', 'euro cents': 'EUR', cents: 'USD', cent: 'USD', pence: 'GBP' }; // prettier-ignore

export function alternation(words: Iterable<string>): string {
  return [...words]
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replaceAll(/[.$*+?^()|[\]{}\\]/gu, String.raw`\$&`))
    .join('|');
}
