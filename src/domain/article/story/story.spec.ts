import { FEES, FEES_EN, FEES_RETOLD, SHOPIFY_EN, TEMU } from '../../../../test/support/stories.js';
import { storyFeatures } from './features.js';
import { isOffer, PRESELECT_FROM, storySimilarity, type FeatureCounts } from './similarity.js';

const stories = { FEES, FEES_RETOLD, FEES_EN, TEMU, SHOPIFY_EN };
type Name = keyof typeof stories;
const features = Object.fromEntries(
  Object.entries(stories).map(([name, story]) => [name, storyFeatures({ ...story, moves: [] })]),
) as Record<Name, string[]>;
const of = new Map<string, number>();
for (const list of Object.values(features)) for (const one of list) of.set(one, (of.get(one) ?? 0) + 1);
const counts: FeatureCounts = { articles: Object.keys(stories).length, of };

describe('one story in several hands', () => {
  it.each([
    ['FEES', 'FEES_RETOLD'],
    ['FEES', 'FEES_EN'],
    ['FEES_RETOLD', 'FEES_EN'],
  ] as [Name, Name][])('%s and %s is offered and ticked', (a, b) => {
    const found = storySimilarity(features[a], features[b], counts);
    expect(isOffer(found)).toBe(true);
    expect(found.figure).toBeGreaterThanOrEqual(PRESELECT_FROM);
    expect(found.shared).toContain('actor:amazon');
  });

  it.each([
    ['FEES', 'TEMU'],
    ['FEES_EN', 'SHOPIFY_EN'],
    ['TEMU', 'SHOPIFY_EN'],
  ] as [Name, Name][])('%s and %s is not', (a, b) => {
    expect(isOffer(storySimilarity(features[a], features[b], counts))).toBe(false);
  });

  it('is not seen in the name of one company alone', () => {
    expect(isOffer(storySimilarity(['actor:amazon'], ['actor:amazon'], counts))).toBe(false);
  });

  it('is seen better when the same move was found in both', () => {
    const move = 'move:amazon:pricing';
    const without = storySimilarity(features.FEES, features.FEES_EN, counts).figure;
    const withMove = storySimilarity([...features.FEES, move], [...features.FEES_EN, move], counts).figure;
    expect(withMove).toBeGreaterThan(without);
  });

  it('of nothing is no story', () => {
    expect(storySimilarity([], [], counts)).toEqual({ figure: 0, shared: [] });
  });
});

describe('the features of a text', () => {
  it('carry amounts over from Chinese to English', () => {
    expect(features.FEES).toEqual(
      expect.arrayContaining(['actor:amazon', 'amount:USD:0.08', 'amount:USD:0.31', 'amount:USD:3200']),
    );
    expect(features.FEES_EN).toEqual(
      expect.arrayContaining(['actor:amazon', 'amount:USD:0.08', 'amount:USD:0.31', 'amount:USD:3200']),
    );
  });

  it('name what begins with a capital inside a sentence, not what begins one', () => {
    const found = storyFeatures({ title: 'x', body: 'The tool, called Merlin, is new. Sellers like it.', moves: [] });
    expect(found).toEqual(['name:merlin']);
  });
});
