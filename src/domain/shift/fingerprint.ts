import { foldText } from '../text/fold-text.js';
import type { ShiftProposal } from './shift.schema.js';

/**
 * Names a claim by what it says, not by where it says it: two runs over one text, or over two revisions that share the sentence, give the
 * same name. Kind, actor and first quote decide; script, case and white space do not.
 */
export function fingerprint(claim: ShiftProposal, sha256: (text: string) => string): string {
  const words = (text: string): string => foldText(text).toLowerCase().replaceAll(/\s+/g, '');
  const [first] = claim.evidence;
  return sha256([claim.kind, words(claim.actor.name), words(first?.quote ?? '')].join('\n'));
}
