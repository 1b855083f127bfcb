import { findPhrases, snippetOf } from './find-phrases.js';
import { textGrams, titleGrams } from './grams.js';
import { parseSearch, type SearchQuery } from './search-query.js';

function query(text: string): SearchQuery {
  const parsed = parseSearch(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.query;
}
const isCandidate = (text: string, q: SearchQuery): boolean => q.grams.every((gram) => textGrams(text).includes(gram));
const isHit = (text: string, q: SearchQuery): boolean =>
  findPhrases(text, q.phrases).every((spans) => spans.length > 0);

describe('a search', () => {
  it.each([
    ['关税', '美国上调关税。', true],
    ['關稅', '美国上调关税。', true],
    ['关税', '美國調漲關稅。', true],
    ['税关', '美国上调关税。', false],
    ['跨境电商', '跨境的境电电商', false],
    ['跨境电商', '中国跨境电商出口增长', true],
    ['关税 亚马逊', '亚马逊卖家面对新关税', true],
    ['关税 亚马逊', '亚马逊卖家', false],
    ['tariff', 'New tariffs on parcels', true],
    ['Tariffs', 'a TARIFF of 10%', true],
    ['policies', 'A policy change', true],
    ['tariff', 'tarifflike words', false],
    ['"buy box"', 'who wins the Buy Box now', true],
    ['"buy box"', 'box to buy', false],
    ['buy box', 'a box to buy', true],
    ['buy-box', 'the buy box', true],
    ['"de minimis"', 'the de-minimis rule', true],
    ['TikTok小店', '美区TikTok小店上线', true],
    ['TikTok 小店', '小店在TikTok上', true],
    ['TikTok小店', '小店在TikTok上', false],
    ['800美元', '低于800美元的包裹', true],
    ['800美元', '低于8000美元的包裹', false],
    ['ＦＢＡ', 'FBA费用', true],
    ['“封闭模型”', '转向封闭模型', true],
    ["sellers' fees", 'seller fee', true],
  ])('for %s in %s: %s', (words, text, isFound) => {
    const q = query(words);
    // The index may promise too much and never too little.
    if (isFound) expect(isCandidate(text, q)).toBe(true);
    expect(isCandidate(text, q) && isHit(text, q)).toBe(isFound);
  });

  it('for a single character looks at titles only', () => {
    const q = query('税');
    expect(q.isTitleOnly).toBe(true);
    expect(q.titleGrams.every((gram) => titleGrams('新税开征').includes(gram))).toBe(true);
    expect(titleGrams('关于费用').includes(q.titleGrams[0]!)).toBe(false);
  });

  it('for an actor knows its names', () => {
    expect(query('actor:亚马逊').actors).toEqual(['amazon']);
    expect(query('actor:"Mercado Libre" 税').actors).toEqual(['mercado-libre']);
    expect(parseSearch('actor:nobody')).toEqual({ ok: false, message: 'names an actor that nobody knows: nobody' });
  });

  it.each(['', '   ', '!?。', '""', "';--", '%_'])('for %j has no words', (text) => {
    expect(parseSearch(text)).toEqual({ ok: false, message: 'has no words' });
  });

  it('of many parts is refused', () => {
    expect(parseSearch('a b c d e f g h i j k l m').ok).toBe(false);
  });

  it("takes signs as separators: x'); DROP TABLE article; --", () => {
    expect(query("x'); DROP TABLE article; --").phrases.map((phrase) => phrase.map(({ text }) => text))).toEqual([['x'], ['drop'], ['table'], ['article']]); // prettier-ignore
  });
});

describe('grams', () => {
  it('are the same for both Chinese scripts, sorted and each once', () => {
    expect(textGrams('關稅政策,關稅')).toEqual(textGrams('关税政策,关税'));
    const grams = textGrams('关税关税 fee fee');
    expect([...new Set(grams)].sort((a, b) => a - b)).toEqual(grams);
  });

  it('do not run across marks in Chinese', () => {
    expect(textGrams('关,税')).toEqual([]);
  });

  it('fit a signed integer of 32 bits', () => {
    for (const gram of textGrams('鿿鿿 龍龍 關稅 word another 𠀀𠀁')) expect(gram).toBe(gram | 0);
  });
});

describe('a snippet', () => {
  const text = `第一段没有。\n${'无关内容。'.repeat(40)}平台宣布,自三月起关税由卖家承担,亚马逊同步调整。后文。`;

  it('shows where most of the words stand together, with offsets of its own', () => {
    const snippet = snippetOf(text, findPhrases(text, query('关税 亚马逊').phrases));
    expect(snippet.highlights.map(({ start, end }) => snippet.text.slice(start, end))).toEqual(['关税', '亚马逊']);
    expect(text).toContain(snippet.text);
  });

  it('is the beginning when the hit is in the title', () => {
    expect(snippetOf('正文开始。', [[]])).toEqual({ text: '正文开始。', highlights: [] });
  });

  it('never cuts a character in two', () => {
    const emoji = '😀'.repeat(300) + '关税' + '😀'.repeat(300);
    expect(snippetOf(emoji, findPhrases(emoji, query('关税').phrases)).text.isWellFormed()).toBe(true);
  });
});
