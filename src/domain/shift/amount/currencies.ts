/** Currency words → ISO 4217. Longer words stand first, so that an alternation built from the keys is longest-first. */
export const HAN_CURRENCIES: Readonly<Record<string, string>> = {
  人民币元: 'CNY', 人民币: 'CNY', 新加坡元: 'SGD', 印度卢比: 'INR', 印尼卢比: 'IDR', 新台币元: 'TWD', 新台币: 'TWD', 加拿大元: 'CAD', 墨西哥比索: 'MXN',
  菲律宾比索: 'PHP', 瑞士法郎: 'CHF', 沙特里亚尔: 'SAR', 阿联酋迪拉姆: 'AED', 土耳其里拉: 'TRY', 澳大利亚元: 'AUD', 波兰兹罗提: 'PLN', 兹罗提: 'PLN',
  美元: 'USD', 美金: 'USD', 欧元: 'EUR', 英镑: 'GBP', 日元: 'JPY', 日圆: 'JPY', 港元: 'HKD', 港币: 'HKD', 韩元: 'KRW', 韩圆: 'KRW', 新元: 'SGD', 新币: 'SGD', 坡币: 'SGD',
  台币: 'TWD', 卢比: 'INR', 印尼盾: 'IDR', 越南盾: 'VND', 泰铢: 'THB', 林吉特: 'MYR', 令吉: 'MYR', 马币: 'MYR', 雷亚尔: 'BRL', 澳元: 'AUD', 加元: 'CAD',
  瑞郎: 'CHF', 卢布: 'RUB', 迪拉姆: 'AED', 里亚尔: 'SAR', 里拉: 'TRY',
}; // prettier-ignore

/** Marks and codes that stand before a number. */
export const LEADING_CURRENCIES: Readonly<Record<string, string>> = {
  'US$': 'USD', 'HK$': 'HKD', 'NT$': 'TWD', 'S$': 'SGD', 'A$': 'AUD', 'AU$': 'AUD', 'C$': 'CAD', 'CA$': 'CAD', 'R$': 'BRL', 'MX$': 'MXN', 'RM': 'MYR', 'Rs.': 'INR', 'Rs': 'INR', 'Rp': 'IDR',
  '$': 'USD', '€': 'EUR', '£': 'GBP', '¥': 'CNY', '₹': 'INR', '₩': 'KRW', '₫': 'VND', '฿': 'THB', '₽': 'RUB',
  USD: 'USD', EUR: 'EUR', GBP: 'GBP', RMB: 'CNY', CNY: 'CNY', JPY: 'JPY', INR: 'INR', HKD: 'HKD', SGD: 'SGD', TWD: 'TWD', AUD: 'AUD', CAD: 'CAD', KRW: 'KRW', BRL: 'BRL', MXN: 'MXN',
}; // prettier-ignore

/** English words that stand after a number. */
export const TRAILING_CURRENCIES: Readonly<Record<string, string>> = {
  'u.s. dollars': 'USD', 'us dollars': 'USD', 'hong kong dollars': 'HKD', 'singapore dollars': 'SGD', 'australian dollars': 'AUD', 'canadian dollars': 'CAD',
  'new taiwan dollars': 'TWD', dollars: 'USD', dollar: 'USD', usd: 'USD', euros: 'EUR', euro: 'EUR', eur: 'EUR', pounds: 'GBP', gbp: 'GBP', yuan: 'CNY', renminbi: 'CNY', rmb: 'CNY',
  yen: 'JPY', rupees: 'INR', rupiah: 'IDR', won: 'KRW', reais: 'BRL', baht: 'THB', ringgit: 'MYR', dong: 'VND', pesos: 'MXN', zlotys: 'PLN', zloty: 'PLN', 'swiss francs': 'CHF',
  dirhams: 'AED', riyals: 'SAR',
}; // prettier-ignore

export function alternation(words: Iterable<string>): string {
  return [...words]
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replaceAll(/[.$*+?^()|[\]{}\\]/gu, String.raw`\$&`))
    .join('|');
}
