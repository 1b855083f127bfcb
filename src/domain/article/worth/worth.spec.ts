import { appraise, type AppraisalFacts } from './appraise.js';
import { relevance, type RelevanceFacts } from './relevance.js';
import { sourceTier } from './source-tier.js';
import type { ShiftProposal } from '../../shift/shift.schema.js';

function aClaim(given: Partial<ShiftProposal> = {}): ShiftProposal {
  return {
    actor: { id: 'amazon', name: 'Amazon', surface: '亚马逊', resolvedBy: 'lexicon' },
    kind: 'pricing',
    object: null,
    from: null,
    to: null,
    counterparty: [],
    amounts: [],
    date: null,
    modality: 'announced',
    negated: false,
    attribution: null,
    evidence: [{ start: 0, end: 1, quote: 'x', sha256: 'a'.repeat(64) }],
    conflicts: [],
    confidence: 0.8,
    source: 'rules@1',
    ...given,
  };
}
const nothing: RelevanceFacts = {
  tier: 'unknown',
  topics: 0,
  shifts: [],
  platforms: [],
  markets: [],
  sources: 1,
  publishedOn: null,
};
const effective = { text: 'x', start: '2026-01-15', end: '2026-01-15', precision: 'day', relative: false, role: 'effective' } as const; // prettier-ignore

describe('the tier of a source', () => {
  it.each([
    ['official', 'host', { host: 'www.ftc.gov' }],
    ['official', 'host', { host: 'customs.gov.cn' }],
    ['official', 'host', { host: 'sellercentral.amazon.com' }],
    ['trade', 'host', { host: 'reuters.com' }],
    ['trade', 'host', { host: 'tech.36kr.com' }],
    ['community', 'host', { host: 'zhuanlan.zhihu.com' }],
    ['community', 'host', { host: 'mp.weixin.qq.com', publisher: '某某跨境' }],
    ['trade', 'publisher', { host: 'mp.weixin.qq.com', publisher: '第一财经' }],
    ['trade', 'publisher', { host: null, publisher: '財新' }],
    ['unknown', 'none', { host: 'notreuters.com' }],
    ['unknown', 'none', { host: 'reuters.com.evil.example' }],
    ['official', 'source', { host: 'zhihu.com', given: 'official' }],
    ['trade', 'host', { host: 'reuters.com', given: 'unknown' }],
  ] as const)('%s by %s: %j', (tier, by, source) => {
    const none: { host: string | null; publisher: null; given: null } = { host: null, publisher: null, given: null };
    expect(sourceTier({ ...none, ...source })).toMatchObject({ tier, by });
  });
});

describe('relevance', () => {
  it('of nothing is nothing', () => {
    expect(relevance(nothing)).toEqual({ score: 0, points: [] });
  });

  it('is the sum of its reasons, at most 100', () => {
    const shift = {
      claim: aClaim({
        date: effective,
        amounts: [
          {
            text: '200亿美元',
            value: 2e10,
            min: 2e10,
            max: 2e10,
            approx: false,
            currency: 'USD',
            unit: 'money',
            role: 'total',
            start: 0,
            end: 6,
          },
        ],
      }),
      isConfirmed: true,
    };
    const facts: RelevanceFacts = {
      tier: 'official',
      topics: 3,
      shifts: [shift, shift, shift],
      platforms: ['amazon', 'temu', 'shein'],
      markets: ['us', 'eu', 'uk'],
      sources: 9,
      publishedOn: '2025-12-01',
    };
    const { score, points } = relevance(facts);
    expect(points.map(({ reason }) => reason)).toEqual([
      'tier',
      'topics',
      'shifts',
      'amount',
      'deadline',
      'platforms',
      'markets',
      'sources',
    ]);
    expect(score).toBe(
      Math.min(
        100,
        points.reduce((sum, one) => sum + one.points, 0),
      ),
    );
    expect(points.find(({ reason }) => reason === 'deadline')).toEqual({
      reason: 'deadline',
      points: 12,
      detail: ['2026-01-15'],
    });
    expect(relevance(facts)).toEqual({ score, points });
  });

  it.each([
    ['a day that had passed', '2026-02-01', effective],
    ['no day of publication', null, effective],
    ['a day on which something happened', '2025-12-01', { ...effective, role: 'happened' }],
    ['only a year', '2025-12-01', { ...effective, precision: 'year' }],
  ] as const)('knows no deadline with %s', (_, publishedOn, date) => {
    const { points } = relevance({
      ...nothing,
      publishedOn,
      shifts: [{ claim: aClaim({ date }), isConfirmed: false }],
    });
    expect(points.map(({ reason }) => reason)).toEqual(['shifts']);
  });

  it('rises with a confirmation, and more for what a seller must act on', () => {
    const of = (claim: ShiftProposal, isConfirmed: boolean): number => relevance({ ...nothing, shifts: [{ claim, isConfirmed }] }).score; // prettier-ignore
    expect(of(aClaim(), true)).toBeGreaterThan(of(aClaim(), false));
    expect(of(aClaim({ kind: 'policy' }), false)).toBeGreaterThan(of(aClaim({ kind: 'hire' }), false));
  });
});

describe('an appraisal', () => {
  const facts: AppraisalFacts = {
    title: '亚马逊上调FBA费用',
    body: '亚马逊宣布上调美国站FBA配送费。',
    host: 'ebrun.com',
    publisher: null,
    givenTier: null,
    editorTopics: null,
    shifts: [],
    actors: ['amazon'],
    sources: 1,
    publishedOn: null,
  };

  it('goes by the rule until an editor chose, and keeps what the rule says', () => {
    const byRule = appraise(facts);
    expect(byRule.topics).toContain('marketplace-amazon');
    const byHand = appraise({ ...facts, editorTopics: ['logistics'] });
    expect(byHand.topics).toEqual(['logistics']);
    expect(byHand.ruleTopics).toEqual(byRule.ruleTopics);
    expect(appraise({ ...facts, editorTopics: [] }).topics).toEqual([]);
  });
});
