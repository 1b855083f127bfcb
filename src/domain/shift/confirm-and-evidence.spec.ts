import { sha256 } from '#src/foundation/tokens/sha256.js';
import { canConfirm } from './can-confirm.js';
import { isQuoteIntact } from './evidence.js';
import { EXTRACTOR_VERSION, extractShifts } from './extract-shifts.js';
import { fingerprint } from './fingerprint.js';
import { shiftProposalSchema, type ShiftProposal } from './shift.schema.js';

const text = 'Fees\n\nAmazon raised the referral fee for toys from 15% to 17% on March 1, 2026.';
const proposal = (): ShiftProposal => extractShifts({ text, publishedAt: '2026-03-05' }, { sha256 })[0]!;

describe('a proposal', () => {
  it('fits the schema and names the rules that made it', () => {
    expect(shiftProposalSchema.parse(proposal())).toEqual(proposal());
    expect(proposal().source).toBe(EXTRACTOR_VERSION);
    expect(EXTRACTOR_VERSION).toMatch(/^rules@\d+$/);
  });

  it('has a quote that stands in the text until a letter of it changes', () => {
    const [evidence] = proposal().evidence;
    expect(isQuoteIntact(text, evidence!, sha256)).toBe(true);
    expect(isQuoteIntact(text.replace('17%', '19%'), evidence!, sha256)).toBe(false);
    expect(isQuoteIntact(` ${text}`, evidence!, sha256)).toBe(false);
    expect(isQuoteIntact(text, { ...evidence!, sha256: sha256('other') }, sha256)).toBe(false);
    expect(isQuoteIntact(text, { ...evidence!, start: 9_000, end: 9_001 }, sha256)).toBe(false);
  });

  it('has a fingerprint that outlives a new wording of its modality, date and evidence', () => {
    const one = proposal();
    const again: ShiftProposal = { ...one, modality: 'reported', date: null, confidence: 0.5, attribution: 'somebody' };
    expect(fingerprint(one, sha256)).toMatch(/^[0-9a-f]{64}$/);
    expect(fingerprint(again, sha256)).toBe(fingerprint(one, sha256));
    expect(fingerprint({ ...one, kind: 'policy' }, sha256)).not.toBe(fingerprint(one, sha256));
    expect(fingerprint({ ...one, amounts: [] }, sha256)).not.toBe(fingerprint(one, sha256));
  });
});

describe('confirming', () => {
  const bare: ShiftProposal = { ...({} as ShiftProposal), object: null, from: null, to: null, counterparty: [], amounts: [], date: null, evidence: [{ start: 0, end: 1, quote: 'x', sha256: 'x' }], kind: 'layoff' }; // prettier-ignore

  it('needs a quote', () => {
    expect(canConfirm({ ...proposal(), evidence: [] })).toEqual({
      ok: false,
      reason: expect.stringContaining('quote'),
    });
    expect(canConfirm(proposal())).toEqual({ ok: true });
  });

  it('needs what the kind claims, and nothing of a kind that claims nothing', () => {
    expect(canConfirm(bare)).toEqual({ ok: false, reason: expect.stringContaining('layoff') });
    expect(canConfirm({ ...bare, object: 'jobs' })).toEqual({ ok: true });
    expect(canConfirm({ ...bare, kind: 'leadership' })).toEqual({ ok: true });
    expect(canConfirm({ ...bare, kind: 'market_exit', from: 'Poland' })).toEqual({ ok: true });
  });
});
