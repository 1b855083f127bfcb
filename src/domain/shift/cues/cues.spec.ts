import { cuesFor } from './cues.js';

const sources = (['han', 'latin'] as const).flatMap((script) => cuesFor(script).map((cue) => cue.re.source));

describe('the patterns', () => {
  /** A repeated group whose body may itself match a stretch of any length takes exponential time on a long text. */
  it('repeat no group that holds a stretch of any length', () => {
    const nested = sources.filter((source) => /\([^()]*\{\d+,\d*\}\??[^()]*\)[*+]/u.test(source));
    expect(nested).toEqual([]);
  });

  it.each([
    ['prepositions', '自从由在于'],
    ['adverbs', '将已也会则'],
    ['fees', '费佣金价格'],
    ['disposal', '把将对'],
    ['digits', '1234567890'],
    ['actor and prepositions', '亚马逊将把佣金从由自在于'],
    ['English auxiliaries', 'will to from in the a of and '],
    ['English fees', 'fees raised cut to from by its the '],
    ['capitals', 'Aa Bb Cc Dd '],
    ['approximations', 'about around nearly more than '],
  ])('read 600 characters of nothing but %s in little time', (_what, words) => {
    const text = words.repeat(600).slice(0, 600);
    const before = process.cpuUsage();
    for (const script of ['han', 'latin'] as const)
      for (const cue of cuesFor(script))
        for (const match of text.matchAll(cue.re)) expect(match[0]).not.toBe(text + text);
    expect(process.cpuUsage(before).user / 1e6).toBeLessThan(2);
  });
});
