import { createHash } from 'node:crypto';
import type { ShiftProposal } from '#src/domain/shift/shift.schema.js';

/** A claim about a text: the quote must stand in it. */
export function aClaim(text: string, quote: string, given: Partial<ShiftProposal> = {}): ShiftProposal {
  const start = text.indexOf(quote);
  if (start < 0) throw new Error('the quote is not in the text');
  return {
    actor: { id: 'meta', name: 'Meta', surface: 'Meta', role: 'company', resolvedBy: 'lexicon' },
    kind: 'open_to_closed',
    object: 'Avocado',
    from: '开源',
    to: '封闭',
    counterparty: [],
    amounts: [],
    date: null,
    modality: 'planned',
    negated: false,
    attribution: null,
    evidence: [{ start, end: start + quote.length, quote, sha256: createHash('sha256').update(quote).digest('hex') }],
    conflicts: [],
    confidence: 0.9,
    source: 'rules@test',
    ...given,
  };
}
