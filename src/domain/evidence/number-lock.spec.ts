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
    ['六百亿美元与七千亿', [6e10, 7e11]],
    ['兩千億美元、三十家、十二個', [2e11, 30, 12]],
    ['二〇二七年', [2027]],
    ['到2027,3家工厂', [2027, 3]],
    ['百亿补贴、千万不要、第三方、一系列、百度', []],
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

  it('may say the parts of a date that its precision knows, and no others', () => {
    const dated = (precision: 'day' | 'month' | 'quarter' | 'half' | 'year' | 'unknown', start: string, end: string) =>
      aClaim(text, '下一代模型', {
        object: null,
        date: { text: '届时', start, end, precision, relative: false, role: 'planned' },
      });
    expect(unprovenNumbers('2027: cuts 1, 4, 12 and 31', dated('year', '2027-01-01', '2027-12-31'))).toEqual([
      '1',
      '4',
      '12',
      '31',
    ]);
    expect(unprovenNumbers('2026年3月(1季度),31家', dated('month', '2026-03-01', '2026-03-31'))).toEqual(['31']);
    expect(unprovenNumbers('Q3 2026, 7 of 9', dated('quarter', '2026-07-01', '2026-09-30'))).toEqual(['7', '9']);
    expect(unprovenNumbers('H2 2026, 7', dated('half', '2026-07-01', '2026-12-31'))).toEqual(['7']);
    expect(unprovenNumbers('2026年3月14日', dated('day', '2026-03-14', '2026-03-14'))).toEqual([]);
  });

  it('may say in Chinese numerals what stands there in digits, and the other way round', () => {
    const plain = { ...claim, amounts: [], date: null, evidence: claim.evidence };
    expect(unprovenNumbers('投入六千亿美元', plain)).toEqual([]);
    expect(unprovenNumbers('投入七千億美元', plain)).toEqual(['七千億']);
  });

  it('may not say another number', () => {
    expect(unprovenNumbers('Meta puts $60 billion into 3 data centers by 2028', claim)).toEqual([
      '60 billion',
      '3',
      '2028',
    ]);
  });
});
