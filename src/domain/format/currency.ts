import type { Locale } from '../locale/locale.js';

interface CurrencyNames {
  'zh-CN': string;
  'zh-TW': string;
  /** What stands before an English figure. Dollars and yuan are always told apart. */
  en: string;
}

const CURRENCIES: Readonly<Record<string, CurrencyNames>> = {
  USD: { 'zh-CN': '美元', 'zh-TW': '美元', en: 'US$' },
  CNY: { 'zh-CN': '元人民币', 'zh-TW': '元人民幣', en: 'CN¥' },
  EUR: { 'zh-CN': '欧元', 'zh-TW': '歐元', en: '€' },
  GBP: { 'zh-CN': '英镑', 'zh-TW': '英鎊', en: '£' },
  JPY: { 'zh-CN': '日元', 'zh-TW': '日圓', en: 'JP¥' },
  KRW: { 'zh-CN': '韩元', 'zh-TW': '韓元', en: '₩' },
  SGD: { 'zh-CN': '新加坡元', 'zh-TW': '新加坡元', en: 'S$' },
  HKD: { 'zh-CN': '港元', 'zh-TW': '港元', en: 'HK$' },
  TWD: { 'zh-CN': '新台币', 'zh-TW': '新台幣', en: 'NT$' },
  INR: { 'zh-CN': '印度卢比', 'zh-TW': '印度盧比', en: '₹' },
  AUD: { 'zh-CN': '澳元', 'zh-TW': '澳元', en: 'A$' },
  CAD: { 'zh-CN': '加元', 'zh-TW': '加元', en: 'C$' },
  NZD: { 'zh-CN': '新西兰元', 'zh-TW': '紐西蘭元', en: 'NZ$' },
  CHF: { 'zh-CN': '瑞士法郎', 'zh-TW': '瑞士法郎', en: 'CHF ' },
  SEK: { 'zh-CN': '瑞典克朗', 'zh-TW': '瑞典克朗', en: 'SEK ' },
  PLN: { 'zh-CN': '波兰兹罗提', 'zh-TW': '波蘭茲羅提', en: 'PLN ' },
  RUB: { 'zh-CN': '卢布', 'zh-TW': '盧布', en: 'RUB ' },
  TRY: { 'zh-CN': '土耳其里拉', 'zh-TW': '土耳其里拉', en: 'TRY ' },
  BRL: { 'zh-CN': '巴西雷亚尔', 'zh-TW': '巴西雷亞爾', en: 'R$' },
  MXN: { 'zh-CN': '墨西哥比索', 'zh-TW': '墨西哥披索', en: 'MX$' },
  THB: { 'zh-CN': '泰铢', 'zh-TW': '泰銖', en: 'THB ' },
  VND: { 'zh-CN': '越南盾', 'zh-TW': '越南盾', en: 'VND ' },
  IDR: { 'zh-CN': '印尼盾', 'zh-TW': '印尼盾', en: 'IDR ' },
  MYR: { 'zh-CN': '马来西亚林吉特', 'zh-TW': '馬來西亞令吉', en: 'MYR ' },
  PHP: { 'zh-CN': '菲律宾比索', 'zh-TW': '菲律賓披索', en: 'PHP ' },
  AED: { 'zh-CN': '阿联酋迪拉姆', 'zh-TW': '阿聯迪拉姆', en: 'AED ' },
  SAR: { 'zh-CN': '沙特里亚尔', 'zh-TW': '沙烏地里亞爾', en: 'SAR ' },
};

/** A figure with its currency; without one the figure stands alone, since a guess would be a false claim. */
export function withCurrency(figure: string, currency: string | null, locale: Locale): string {
  if (currency === null) return figure;
  const name = CURRENCIES[currency]?.[locale];
  if (locale === 'en') return (name ?? `${currency} `) + figure;
  return figure + (name ?? ` ${currency}`);
}
