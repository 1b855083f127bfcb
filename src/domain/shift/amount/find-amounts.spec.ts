import { foldText } from '../../text/fold-text.js';
import { findAmounts } from './find-amounts.js';

const read = (text: string) => findAmounts(foldText(text), text);

type Row = [
  text: string,
  value: number | null,
  min: number,
  max: number,
  currency: string | null,
  unit: string,
  qualifier?: string,
];

const ROWS: readonly Row[] = [
  ['6000亿美元', 600e9, 600e9, 600e9, 'USD', 'money'],
  ['高达143亿美元', 14.3e9, 14.3e9, 14.3e9, 'USD', 'money', 'up_to'],
  ['数亿美元', null, 2e8, 9e8, 'USD', 'money'],
  ['超过3800亿元(人民币)', 380e9, 380e9, 380e9, 'CNY', 'money', 'gt'],
  ['$30 billion', 30e9, 30e9, 30e9, 'USD', 'money'],
  ['US$600bn', 600e9, 600e9, 600e9, 'USD', 'money'],
  ['600个职位', 600, 600, 600, null, 'positions'],
  ['壹亿元', 1e8, 1e8, 1e8, 'CNY', 'money'],
  ['2 億美元', 2e8, 2e8, 2e8, 'USD', 'money'],
  ['12亿港元', 12e8, 12e8, 12e8, 'HKD', 'money'],
  ['100亿至150亿美元', null, 100e8, 150e8, 'USD', 'money'],
  ['10-15亿元', null, 10e8, 15e8, 'CNY', 'money'],
  ['$5 billion to $7 billion', null, 5e9, 7e9, 'USD', 'money'],
  ['nearly 14,000 corporate jobs', 14_000, 14_000, 14_000, null, 'positions', 'about'],
  ['hundreds of employees', null, 200, 900, null, 'positions'],
  ['裁员约1.4万人', 14_000, 14_000, 14_000, null, 'positions', 'about'],
  ['8.5%', 8.5, 8.5, 8.5, null, 'percent'],
  ['up to 10 percent', 10, 10, 10, null, 'percent', 'up_to'],
  ['裁掉三成员工', 30, 30, 30, null, 'percent'],
  ['Rs 500 crore', 5e9, 5e9, 5e9, 'INR', 'money'],
  ['3bn yuan', 3e9, 3e9, 3e9, 'CNY', 'money'],
  ['more than 1.5 million euros', 1.5e6, 1.5e6, 1.5e6, 'EUR', 'money', 'gt'],
  ['NT$500', 500, 500, 500, 'TWD', 'money'],
];

describe('reading amounts', () => {
  it.each(ROWS.map((row) => ({ text: row[0], row })))(
    '$text',
    ({ row: [text, value, min, max, currency, unit, qualifier] }) => {
      const [amount, ...more] = read(text);
      expect(more).toEqual([]);
      expect(amount).toMatchObject({ value, min, max, currency, unit });
      expect(amount?.qualifier).toBe(qualifier);
      expect(text.slice(amount!.start, amount!.end)).toBe(amount!.text);
    },
  );

  it.each(['1.2万亿参数', '28岁', '2025年', '第3代', '300人的团队', 'GPT-5', 'page 12', '44011302004783号', '为百万跨境人'])('finds no amount in %s', (text) => {
    expect(read(text)).toEqual([]);
  }); // prettier-ignore

  it('takes a restatement in brackets for no second amount', () => {
    expect(read('作价50亿元（约合701亿新元）').map((amount) => amount.text)).toEqual(['50亿元']);
    expect(read('for €900 million (about $1 billion)').map((amount) => amount.text)).toEqual(['€900 million']);
  });

  it('marks a range and an order of magnitude as approximate', () => {
    expect(read('数亿美元')[0]?.approx).toBe(true);
    expect(read('百亿美元')[0]).toMatchObject({ value: 1e10, approx: true });
  });

  it('reads both ends of a change', () => {
    expect(read('佣金从6%上调至8%').map((amount) => amount.value)).toEqual([6, 8]);
    expect(read('from $4 to $5.50 per unit').map((amount) => amount.value)).toEqual([4, 5.5]);
  });

  it('reads a bare 元 as the currency of the text', () => {
    expect(findAmounts('1000元', '1000元', { yuan: 'TWD' })[0]?.currency).toBe('TWD');
  });

  it('tells a yearly sum from a total', () => {
    expect(read('每年投资20亿美元')[0]?.role).toBe('annual');
    expect(read('投资20亿美元')[0]?.role).toBe('total');
  });
});
