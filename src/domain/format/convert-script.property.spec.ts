import fc from 'fast-check';
import { convertScript } from './convert-script.js';

const phrase = fc.constantFrom(
  '发布软件',
  '质量',
  '后台',
  '用户',
  '网络',
  '半托管',
  '头发',
  '服务器',
  '，',
  '。',
  '云计算',
  ' ',
  '\n',
);
const data = fc.constantFrom(
  'https://ex.example/资讯?来源=后台&质量=1',
  'www.软件.example/发布',
  'news@发布.example',
  '`发布软件`',
  '⟦n1⟧',
  '{name}',
  'mailto:a@软件.example',
);
const ends = fc.constantFrom(' ', '，', '。', '\n');

describe('a conversion between Chinese scripts', () => {
  it('never changes URLs, addresses, code and places to be filled', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(phrase, ends, data, ends)), fc.constantFrom('zh-TW', 'zh-CN'), (parts, to) => {
        const converted = convertScript(parts.flat().join(''), to);
        let from = 0;
        for (const [, , kept] of parts) {
          const at = converted.indexOf(kept, from);
          expect(at).toBeGreaterThanOrEqual(from);
          from = at + kept.length;
        }
      }),
    );
  });

  it('leaves what is not Chinese as it is, and line ends where they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
        expect(convertScript(text, 'zh-TW')).toBe(text);
      }),
    );
    fc.assert(
      fc.property(fc.array(phrase), (words) => {
        const text = words.join('');
        expect(convertScript(text, 'zh-TW').split('\n')).toHaveLength(text.split('\n').length);
      }),
    );
  });

  it('takes any text, and says the same when it is given its own result', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('zh-TW', 'zh-CN'), (text, to) => {
        expect(typeof convertScript(text, to)).toBe('string');
      }),
    );
    fc.assert(
      fc.property(fc.array(phrase), (words) => {
        const once = convertScript(words.join(''), 'zh-TW');
        expect(convertScript(once, 'zh-TW')).toBe(once);
      }),
    );
  });
});
