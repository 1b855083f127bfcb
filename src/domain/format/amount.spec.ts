import { LOCALES, type Locale } from '../locale/locale.js';
import type { Amount } from '../shift/shift.schema.js';
import { formatAmount } from './amount.js';

function anAmount(part: Partial<Amount>): Amount {
  return { text: '若干', value: null, min: null, max: null, approx: false, currency: 'USD', unit: 'money', role: 'total', start: 0, end: 2, ...part };
} // prettier-ignore

const inAll = (amount: Amount, language?: Locale) => LOCALES.map((locale) => formatAmount(amount, locale, language));

test.each<[Partial<Amount>, string, string, string]>([
  [{ value: 600e9 }, '6000亿美元', '6,000億美元', 'US$600 billion'],
  [{ value: 14.3e9 }, '143亿美元', '143億美元', 'US$14.3 billion'],
  [{ value: 9e9 }, '90亿美元', '90億美元', 'US$9 billion'],
  [{ value: 90e9 }, '900亿美元', '900億美元', 'US$90 billion'],
  [{ value: 1.2e12 }, '1.2万亿美元', '1.2兆美元', 'US$1.2 trillion'],
  [{ value: 1e8 }, '1亿美元', '1億美元', 'US$100 million'],
  [{ value: 5_000_000 }, '500万美元', '500萬美元', 'US$5 million'],
  [{ value: 800 }, '800美元', '800美元', 'US$800'],
  [{ value: 12_345 }, '12,345美元', '12,345美元', 'US$12,345'],
  [{ value: 2_500 }, '2500美元', '2,500美元', 'US$2,500'],
  [{ value: 0.99 }, '0.99美元', '0.99美元', 'US$0.99'],
  [{ value: 380e9, currency: 'CNY', qualifier: 'gt' }, '超过3800亿元人民币', '超過3,800億元人民幣', 'more than CN¥380 billion'],
  [{ value: 50e6, currency: 'EUR', qualifier: 'lt' }, '不到5000万欧元', '不到5,000萬歐元', 'less than €50 million'],
  [{ value: 3e9, currency: 'GBP', approx: true }, '约30亿英镑', '約30億英鎊', 'about £3 billion'],
  [{ value: 2e12, currency: 'JPY', qualifier: 'up_to' }, '最高2万亿日元', '最高2兆日圓', 'up to JP¥2 trillion'],
  [{ value: 70e9, currency: 'SGD' }, '700亿新加坡元', '700億新加坡元', 'S$70 billion'],
  [{ value: 1e6, currency: 'HKD' }, '100万港元', '100萬港元', 'HK$1 million'],
  [{ value: 100e8, currency: 'TWD' }, '100亿新台币', '100億新台幣', 'NT$10 billion'],
  [{ value: 1.5e9, currency: 'KRW' }, '15亿韩元', '15億韓元', '₩1.5 billion'],
  [{ value: 1e7, currency: 'INR' }, '1000万印度卢比', '1,000萬印度盧比', '₹10 million'],
  [{ value: 5e6, currency: 'XOF' }, '500万 XOF', '500萬 XOF', 'XOF 5 million'],
  [{ value: 600e8, currency: null }, '600亿', '600億', '60 billion'],
  [{ value: 600, unit: 'positions', currency: null }, '600个职位', '600個職位', '600 jobs'],
  [{ value: 1, unit: 'positions', currency: null }, '1个职位', '1個職位', '1 job'],
  [{ value: 14_000, unit: 'positions', currency: null, qualifier: 'about' }, '约1.4万个职位', '約1.4萬個職位', 'about 14,000 jobs'],
  [{ value: 12.5, unit: 'percent', currency: null }, '12.5%', '12.5%', '12.5%'],
  [{ min: 10, max: 15, unit: 'percent', currency: null }, '10–15%', '10–15%', '10–15%'],
  [{ min: 100e6, max: 150e6 }, '1亿–1.5亿美元', '1億–1.5億美元', 'US$100–150 million'],
  [{ min: 900e6, max: 1.2e9 }, '9亿–12亿美元', '9億–12億美元', 'US$900 million–1.2 billion'],
  [{ min: 5e9 }, '超过50亿美元', '超過50億美元', 'more than US$5 billion'],
  [{ max: 5e9 }, '最高50亿美元', '最高50億美元', 'up to US$5 billion'],
  [{ value: 5e9, role: 'annual' }, '每年50亿美元', '每年50億美元', 'US$5 billion a year'],
  [{ value: 5e9, role: 'cumulative', qualifier: 'gt' }, '累计超过50亿美元', '累計超過50億美元', 'more than US$5 billion in total'],
])('says %j from its values in each locale', (part, simplified, traditional, english) => {
  expect(inAll(anAmount(part))).toEqual([simplified, traditional, english]);
}); // prettier-ignore

test('keeps the words of a vague amount for readers of its language and gives its range to the others', () => {
  const hundreds = anAmount({ text: '数亿美元', min: 2e8, max: 9e8, approx: true });
  expect(inAll(hundreds, 'zh-CN')).toEqual(['数亿美元', '數億美元', 'US$200–900 million']);
  const english = anAmount({ text: 'hundreds of millions of dollars', min: 2e8, max: 9e8, approx: true });
  expect(inAll(english, 'en')).toEqual(['2亿–9亿美元', '2億–9億美元', 'hundreds of millions of dollars']);
  expect(formatAmount({ ...hundreds, role: 'annual' }, 'zh-TW', 'zh-CN')).toBe('每年數億美元');
});

test('keeps the words of a unit that it does not know', () => {
  expect(inAll(anAmount({ text: '30万平方米', value: 300_000, unit: 'other', currency: null }), 'zh-CN')).toEqual(['30万平方米', '30萬平方米', '30万平方米']); // prettier-ignore
});

test.each(LOCALES)('never changes a value on its way into words (%s)', (locale) => {
  const mantissas = [1, 1.2, 1.5, 2, 3.75, 6, 9.99, 14.3, 38, 99.5, 123.456, 701, 1234.5, 9_999];
  for (let exponent = 0; exponent <= 12; exponent += 1) {
    for (const mantissa of mantissas) {
      const value = Number((mantissa * 10 ** exponent).toPrecision(12));
      expect(readBack(formatAmount(anAmount({ value }), locale))).toBe(value);
    }
  }
});

/** The reverse, for the test only: reads a figure out of words. */
function readBack(words: string): number {
  const factor = {
    万亿: 1e12,
    兆: 1e12,
    亿: 1e8,
    億: 1e8,
    万: 1e4,
    萬: 1e4,
    trillion: 1e12,
    billion: 1e9,
    million: 1e6,
  };
  const match = /(-?[\d,]+(?:\.\d+)?)\s*(万亿|兆|亿|億|万|萬|trillion|billion|million)?/u.exec(words)!;
  const value =
    Number(match[1]!.replaceAll(',', '')) * (match[2] === undefined ? 1 : factor[match[2] as keyof typeof factor]);
  return Number(value.toPrecision(14));
}
