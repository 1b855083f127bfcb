import type { ShiftProposal } from './shift.schema.js';

/**
 * What makes two proposals the same claim across runs: actor, kind, object and amounts. Modality, date and evidence may change without
 * making it another one. 64 hex digits.
 */
export function fingerprint(proposal: ShiftProposal, sha256: (text: string) => string): string {
  const norm = (words: string | null): string => (words ?? '').toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
  const amounts = proposal.amounts
    .map((amount) => `${amount.unit}:${amount.currency ?? ''}:${amount.min ?? ''}:${amount.max ?? ''}`)
    .sort();
  const actor = proposal.actor.id ?? norm(proposal.actor.name);
  return sha256(JSON.stringify([actor, proposal.kind, norm(proposal.object ?? proposal.to), amounts]));
}
