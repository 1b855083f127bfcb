import type { Evidence } from './shift.schema.js';

/** The quote still stands in this text at its offsets, letter for letter, and is the one that was hashed. */
export function isQuoteIntact(text: string, evidence: Evidence, sha256: (text: string) => string): boolean {
  const quote = text.slice(evidence.start, evidence.end);
  return quote !== '' && quote === evidence.quote && sha256(quote) === evidence.sha256;
}

/**
 * The evidence that no longer holds: the quote must stand at its offsets in the revision it was taken from, carry its hash, and still be
 * said by the article as it is now.
 */
export function brokenEvidence(
  evidence: readonly Evidence[],
  revisionText: string,
  currentText: string,
  sha256: (text: string) => string,
): Evidence[] {
  return evidence.filter((one) => !isQuoteIntact(revisionText, one, sha256) || !currentText.includes(one.quote));
}
