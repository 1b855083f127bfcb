import type { Evidence } from '#src/domain/shift/shift.schema.js';
import { sha256 } from '#src/foundation/tokens/sha256.js';

/**
 * The evidence that no longer holds: the quote must stand at its offsets in the revision it was taken from, carry its hash, and still be
 * said by the article as it is now.
 */
export function brokenEvidence(evidence: readonly Evidence[], body: string, currentBody: string): Evidence[] {
  return evidence.filter(
    ({ start, end, quote, sha256: hash }) =>
      body.slice(start, end) !== quote ||
      sha256(quote) !== hash ||
      (currentBody !== body && !currentBody.includes(quote)),
  );
}
