import { FEES, FEES_COPY, FEES_EN, FEES_EXCERPT, FEES_RETOLD, rates, SHOPIFY_EN, TEMU } from '../../../../test/support/stories.js'; // prettier-ignore
import { scriptConverter } from '../../text/chinese-scripts.js';
import { copyFingerprint, hamming } from './fingerprint.js';
import { foldedKey } from './folded-words.js';
import { judgeCopy, type CopyVerdict } from './judge-copy.js';

type Text = { title: string; body: string };
const judge = (a: Text, b: Text): CopyVerdict =>
  judgeCopy({ ...a, print: copyFingerprint(a.body) }, { ...b, print: copyFingerprint(b.body) });
const traditional = scriptConverter('cn', 'twp');
const inTraditional = ({ title, body }: Text): Text => ({ title: traditional(title), body: traditional(body) });
const NUMBERS = [{ number: 41, west: 1820, east: 2790, fall: 4.2 }, { number: 42, west: 1764, east: 2655, fall: 3.1 }] as const; // prettier-ignore

describe('a syndicated copy', () => {
  it.each([
    ['the same words', FEES, FEES],
    ['the same words in traditional characters', FEES, inTraditional(FEES)],
    ['words with other lines around them and a corrected number', FEES, FEES_COPY],
    ['that copy in traditional characters', FEES, inTraditional(FEES_COPY)],
    ['the beginning, as a feed gives it', FEES, FEES_EXCERPT],
    [
      'the same words in English with other typography',
      FEES_EN,
      { ...FEES_EN, body: FEES_EN.body.replaceAll('$', '$ ').toUpperCase() },
    ],
    [
      'a short text with an added mark',
      { title: 'x', body: '平台宣布自三月起上调佣金,卖家须在月底前确认。' },
      { title: 'x', body: '平台宣布,自三月起上调佣金;卖家须在月底前确认!' },
    ],
  ])('is %s', (_, a, b) => {
    expect(judge(a, b).is).toBe('copy');
    expect(judge(b, a)).toEqual(judge(a, b));
  });

  it.each([
    ['the same event in another hand', FEES, FEES_RETOLD],
    ['the same event in another language', FEES, FEES_EN],
    ['another story in Chinese', FEES, TEMU],
    ['another story in English', FEES_EN, SHOPIFY_EN],
    [
      'a round-up that holds the text among others',
      { title: '早报', body: `${TEMU.body}\n${FEES_EXCERPT.body}\n${TEMU.body}` },
      FEES_EXCERPT,
    ],
  ])('is not %s', (_, a, b) => {
    expect(judge(a, b).is).toBe('other');
  });

  it('is not the next issue of a weekly report, which only has its form', () => {
    expect(judge(rates(NUMBERS[0]), rates(NUMBERS[1])).is).toBe('form');
    expect(judge(rates(NUMBERS[0]), rates(NUMBERS[0])).is).toBe('copy');
  });
});

describe('a fingerprint', () => {
  it('of both scripts is within three bits, of Taiwan’s own words a little more, of another story far away', () => {
    const characters = scriptConverter('cn', 't')(FEES.body);
    const prints = [FEES.body, characters, inTraditional(FEES).body, TEMU.body].map(
      (body) => copyFingerprint(body).simhash,
    );
    const [hans, hant, taiwan, other] = prints;
    expect(hamming(hans!, hant!)).toBeLessThanOrEqual(3);
    expect(hamming(hans!, taiwan!)).toBeLessThan(12);
    expect(hamming(hans!, other!)).toBeGreaterThan(16);
  });

  it('shares a band with every hash within three bits', () => {
    const { simhash, bands } = copyFingerprint(FEES.body);
    for (const flipped of [
      [0, 17, 40],
      [1, 2, 63],
      [30, 31, 32],
    ]) {
      const near = flipped.reduce((hash, bit) => hash ^ (1n << BigInt(bit)), BigInt.asUintN(64, simhash));
      const quarters = [0n, 16n, 32n, 48n].map((shift, index) => (index << 16) | Number((near >> shift) & 0xffffn));
      expect(quarters.some((band) => bands.includes(band))).toBe(true);
    }
  });

  it('samples long shingles that copies share and others do not', () => {
    const sketch = copyFingerprint(FEES.body).sketch;
    const shared = (body: string): number => copyFingerprint(body).sketch.filter((one) => sketch.includes(one)).length;
    expect(sketch.length).toBeGreaterThan(6);
    expect(shared(FEES_COPY.body)).toBeGreaterThan(sketch.length * 0.7);
    expect(shared(traditional(FEES.body))).toBeGreaterThan(sketch.length * 0.5);
    expect(shared(TEMU.body)).toBe(0);
  });
});

describe('words folded to a key', () => {
  it('are equal across marks, width, case and script, and not across numbers', () => {
    expect(foldedKey('「關稅」 上調 ＡＢＣ!')).toBe(foldedKey('关税上调abc'));
    expect(foldedKey('1.5亿')).not.toBe(foldedKey('15亿'));
  });
});
