import fc from 'fast-check';
import { extractShifts } from '../shift/extract-shifts.js';
import { nameSuggestions } from './name-suggestions.js';
import { summarise } from './summarise.js';
import { SUMMARY_BUDGETS, summaryLength } from './summary-length.js';

const sha256 = (text: string): string => text.length.toString(16).padStart(64, '0');

/** Written for these tests. */
const HANS = `银帆平台换挡
银帆平台创立于东港,目前服务三十多个国家的商家。商家们每天在后台处理大量订单,也常常抱怨客服回复太慢。
亚马逊宣布,自2026年3月1日起把服装类佣金从17%下调到12%。佣金下调以后,低价商品的毛利会明显改善。
2026年2月,Shopee裁减了500个职位。他们当中的大多数人负责客服工作。
eBay计划在2026年关闭其在东港的仓库。这一决定让不少卖家感到意外。
本文来源:测试通讯社
欢迎关注我们的公众号`;
const HANT = `銀帆平台換檔
亞馬遜宣布,自2026年3月1日起把服裝類佣金從17%下調到12%。佣金下調以後,低價商品的毛利會明顯改善。
2026年2月,蝦皮裁減了500個職位。天氣很好,商家都在忙著準備節日的商品。`;
const EN = `Marketplaces change course
The annual trade fair opened on Monday with the usual crowds and long queues for coffee. Visitors came from many countries.
Amazon said it will cut its referral fee for clothing from 17% to 12% on March 1, 2026. It did so after months of complaints.
Etsy laid off 225 employees in February 2026. The weather was fine all week and the halls were warm.
Source: Test Wire`;

function shiftsOf(text: string, status: 'proposed' | 'confirmed' = 'proposed', confidence?: number) {
  return extractShifts({ text, publishedAt: '2026-02-20' }, { sha256 }).map((shift) => ({
    ...shift,
    confidence: confidence ?? shift.confidence,
    dateText: shift.date?.text ?? null,
    status,
  }));
}
const words = (text: string, summary: { sentences: { start: number; end: number }[] }): string[] =>
  summary.sentences.map(({ start, end }) => text.slice(start, end));

describe('a summary', () => {
  it.each([
    ['simplified Chinese', HANS, '佣金从17%下调到12%'],
    ['traditional Chinese', HANT, '佣金從17%下調到12%'],
    ['English', EN, 'from 17% to 12%'],
  ])('of %s says the shifts first, in whole sentences', (_language, text, fact) => {
    const summary = summarise({ text, shifts: shiftsOf(text), budget: 120 });
    expect(summary.basis).toBe('proposed');
    const said = words(text, summary);
    expect(said.join('')).toContain(fact);
    for (const sentence of said) expect(sentence).toMatch(/[。.!?]$/u);
    expect(said.join('')).not.toMatch(/来源|公众号|Source/u);
  });

  it('keeps to every budget, counted by characters in Chinese and by width in English', () => {
    for (const text of [HANS, HANT, EN]) {
      for (const budget of SUMMARY_BUDGETS) {
        const summary = summarise({ text, shifts: shiftsOf(text), budget });
        const length = words(text, summary).reduce((sum, sentence) => sum + summaryLength(sentence), 0);
        expect(length).toBeLessThanOrEqual(budget);
      }
    }
    expect(summaryLength('佣金下调')).toBe(4);
    expect(summaryLength('fees fall')).toBe(5);
  });

  it('keeps the order of the text and repeats nothing', () => {
    const { sentences } = summarise({ text: HANS, shifts: shiftsOf(HANS), budget: 400 });
    const starts = sentences.map(({ start }) => start);
    expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
    expect(starts.length).toBeGreaterThan(2);
  });

  it('rests on confirmed shifts, else on sure proposals, else on what is central and comes first', () => {
    const [first] = shiftsOf(HANS, 'confirmed', 0.3);
    expect(summarise({ text: HANS, shifts: [first!], budget: 240 })).toMatchObject({ basis: 'confirmed' });
    expect(summarise({ text: HANS, shifts: shiftsOf(HANS, 'proposed', 0.9), budget: 240 }).basis).toBe('proposed');
    const unsure = summarise({ text: HANS, shifts: shiftsOf(HANS, 'proposed', 0.79), budget: 240 });
    expect(unsure.basis).toBe('centrality');
    expect(unsure.sentences.length).toBeGreaterThan(0);
    expect(summarise({ text: HANS, shifts: [], budget: 120 }).basis).toBe('centrality');
  });

  it('never begins with a pronoun whose noun is missing', () => {
    const text = '公告\n店铺每天都在更新商品,客服也很忙碌。\n他们裁减了500个职位,并且关闭了东港的仓库。';
    const shift = {
      kind: 'layoff' as const,
      modality: 'done' as const,
      confidence: 0.9,
      evidence: [{ start: 22, end: 43 }],
      amounts: [],
      dateText: null,
      status: 'confirmed' as const,
    };
    for (const budget of SUMMARY_BUDGETS) {
      const said = words(text, summarise({ text, shifts: [shift], budget }));
      expect(said.some((sentence) => sentence.startsWith('他们'))).toBe(false);
    }
  });

  it('lets a sentence that points back bring the one before along', () => {
    const text =
      '公告\n亚马逊在东港开设了新的办公室。它裁减了客服部门的500个职位,并把工作交给了外包公司。店铺每天都在更新商品。';
    const start = text.indexOf('它裁减');
    const evidence = [{ start, end: text.indexOf('店铺') }];
    const shift = {
      kind: 'layoff' as const,
      modality: 'done' as const,
      confidence: 1,
      evidence,
      amounts: [],
      dateText: null,
    };
    const said = words(text, summarise({ text, shifts: [{ ...shift, status: 'confirmed' }], budget: 120 }));
    expect(said.slice(0, 2)).toEqual([
      '亚马逊在东港开设了新的办公室。',
      '它裁减了客服部门的500个职位,并把工作交给了外包公司。',
    ]);
  });

  it('suggests a name to the editor, and changes nothing itself', () => {
    const text = '公告\n亚马逊的新办公室开张了,场面十分热闹。\n它裁减了500个职位,并且关闭了东港的仓库。';
    const start = text.indexOf('它');
    const [suggestion] = nameSuggestions(text, [{ start, end: text.length }], []);
    expect(suggestion).toMatchObject({ start, word: { start, end: start + 1, text: '它' }, name: '亚马逊' });
    const that = text.replace('它裁减', '这一举动裁减');
    expect(nameSuggestions(that, [{ start, end: that.length }], [])[0]?.name).toBeNull();
  });

  it('of any text whatever is made of whole sentences within the budget (property)', () => {
    const piece = fc.oneof(
      fc.constantFrom('亚马逊裁减了500个职位。', 'Etsy cut fees. ', '它说', '\n', '。', '“', '”', 'It left. ', '公众号:', '12.5%'),
      fc.string({ maxLength: 12 }),
    ); // prettier-ignore
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.constantFrom(...SUMMARY_BUDGETS), (pieces, budget) => {
        const text = pieces.join('');
        const { sentences } = summarise({ text, shifts: shiftsOf(text), budget });
        let length = 0;
        for (const { start, end } of sentences) {
          expect(start).toBeLessThan(end);
          length += summaryLength(text.slice(start, end));
        }
        expect(length).toBeLessThanOrEqual(budget);
      }),
      { numRuns: 120 },
    );
  });
});
