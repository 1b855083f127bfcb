import { chooseReading, isBoilerplate, isWholeArticle, type Candidate } from './extraction-choice.js';

const article = '平台周二宣布调整佣金结构，服装类目下调，家居类目上调，卖家需要在月底之前确认合同。'.repeat(8);
const foot = '版权所有 © 2026 某某网 | 京ICP备00000000号 | 隐私政策 | 联系我们';
const page = { characters: 2_000, isPaywalled: false };
const choose = (candidates: Candidate[], more = {}) => chooseReading(candidates, { ...page, ...more });

describe('the choice among readings', () => {
  it('is the first that is an article', () => {
    expect(
      choose([
        { by: 'defuddle', text: foot },
        { by: 'readability', text: article },
        { by: 'json-ld', text: article },
      ]),
    ).toEqual({ by: 'readability', quality: 'full' });
    expect(choose([{ by: 'defuddle', text: article }], { isPaywalled: true })).toEqual({
      by: 'defuddle',
      quality: 'partial',
    });
  });

  it('is no sliver of a long page', () => {
    expect(
      choose(
        [
          { by: 'defuddle', text: article },
          { by: 'description', text: '平台调整佣金，卖家须在月底前确认。' },
        ],
        { characters: 1_000_000 },
      ),
    ).toEqual({ by: 'defuddle', quality: 'partial' });
  });

  it('is a short text when the page is short', () => {
    const text = article.slice(0, 90);
    expect(choose([{ by: 'defuddle', text }], { characters: 150 })?.quality).toBe('full');
    expect(choose([{ by: 'defuddle', text }], { characters: 1_500 })?.quality).toBe('partial');
  });

  it('is the description at the least, and never the foot', () => {
    const description = { by: 'description' as const, text: '平台调整佣金，卖家须在月底前确认合同。' };
    expect(choose([{ by: 'defuddle', text: '阅读 12' }, description])).toEqual({
      by: 'description',
      quality: 'summary_only',
    });
    expect(
      choose([
        { by: 'defuddle', text: foot },
        { by: 'readability', text: foot },
        { by: 'description', text: foot },
      ]),
    ).toBeUndefined();
  });
});

describe('a foot', () => {
  it.each([foot, '扫码关注公众号', 'Copyright 2026. All rights reserved. Privacy Policy. Terms of use', ''])(
    'is known: %s',
    (text) => {
      expect(isBoilerplate(text)).toBe(true);
    },
  );
  it.each([
    article,
    'Amazon updated its privacy policy on Tuesday, and sellers in Europe must accept the new terms before January, the company said in a notice. The change follows a ruling of a court in Luxembourg.',
  ])('is no article: %s', (text) => {
    expect(isBoilerplate(text)).toBe(false);
  });
});

describe('the words of a feed', () => {
  it.each([
    [article, true],
    [`${article}……阅读全文`, false],
    [`${article} […]`, false],
    [article.slice(0, 200), false],
    ['word '.repeat(100), false],
    ['word '.repeat(200), true],
  ])('are the article or not', (text, isWhole) => {
    expect(isWholeArticle(text)).toBe(isWhole);
  });
});
