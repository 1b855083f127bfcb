import { aClaim } from '../../../test/support/claims.js';
import { figuresIn, unprovenNumbers } from './number-lock.js';

describe('the numbers of a text', () => {
  it.each([
    ['投入6000亿美元', [6e11]],
    ['6,000億美元', [6e11]],
    ['US$600 billion', [6e11]],
    ['US$14.3bn and 600 jobs', [1.43e10, 600]],
    ['2026年春季', [2026]],
    ['1.2万亿参数', [1.2e12]],
    ['fees up 4%', [4]],
    ['５００人', [500]],
    ['Llama4 and GPT-5', [4, 5]],
    ['no numbers', []],
  ])('of "%s" are %j', (text, values) => {
    expect(figuresIn(text).map((figure) => figure.value)).toEqual(values);
  });
});

describe('a headline', () => {
  const text = '据知情人士透露，Meta承诺到2027年投入6000亿美元，下一代模型Llama 5将封闭。';
  const claim = aClaim(text, text, {
    amounts: [
      {
        text: '6000亿美元',
        value: 6e11,
        min: 6e11,
        max: 6e11,
        approx: false,
        currency: 'USD',
        unit: 'money',
        role: 'total',
        start: 20,
        end: 26,
      },
    ],
    date: {
      text: '到2027年',
      start: '2027-01-01',
      end: '2027-12-31',
      precision: 'year',
      relative: false,
      role: 'planned',
    },
  });

  it.each(['Meta puts US$600 billion into AI by 2027', 'Meta 投入 6000 億', 'Llama 5 goes closed', 'Meta 转向封闭'])(
    'may say what its evidence says: %s',
    (words) => {
      expect(unprovenNumbers(words, claim)).toEqual([]);
    },
  );

  it('may not say another number', () => {
    expect(unprovenNumbers('Meta puts $60 billion into 3 data centers by 2028', claim)).toEqual([
      '60 billion',
      '3',
      '2028',
    ]);
  });
});
