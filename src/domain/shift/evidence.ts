import type { Evidence } from './shift.schema.js';

/** The quote still stands in this text at its offsets, letter for letter, and is the one that was hashed. */
export function isQuoteIntact(text: string, evidence: Evidence, sha256: (text: string) => string): boolean {
  const quote = text.slice(evidence.start, evidence.end);
  return quote !== '' && quote === evidence.quote && sha256(quote) === evidence.sha256;
}
