import { extractShifts } from '#src/domain/shift/extract-shifts.js';
import type { ShiftProposal } from '#src/domain/shift/shift.schema.js';
import { sha256 } from '#src/foundation/tokens/sha256.js';

/** What the rules find in a text that was published on a day. */
export const read = (text: string, publishedAt: string | null = '2026-11-20'): ShiftProposal[] =>
  extractShifts({ text, publishedAt }, { sha256 });

/** What must be among the findings. */
export type Wanted = Partial<Pick<ShiftProposal, 'kind' | 'modality'>> & {
  actor: string;
  object?: string;
  from?: string;
  to?: string;
  /** value (or min) and currency or unit */
  amount?: [number, string];
  /** first day */
  date?: string;
  party?: string;
};

export function fits(proposal: ShiftProposal, wanted: Wanted): boolean {
  const [value, unit] = wanted.amount ?? [];
  return (
    proposal.kind === wanted.kind &&
    proposal.actor.name === wanted.actor &&
    (wanted.modality === undefined || proposal.modality === wanted.modality) &&
    (wanted.object === undefined || (proposal.object ?? '').includes(wanted.object)) &&
    (wanted.from === undefined || (proposal.from ?? '').includes(wanted.from)) &&
    (wanted.to === undefined || (proposal.to ?? '').includes(wanted.to)) &&
    (wanted.date === undefined || proposal.date?.start === wanted.date) &&
    (wanted.party === undefined || proposal.counterparty.includes(wanted.party)) &&
    (value === undefined || proposal.amounts.some((amount) => (amount.value ?? amount.min) === value && (amount.currency ?? amount.unit) === unit))
  );
} // prettier-ignore

/** Findings short enough to read in a failing test. */
export function brief(proposals: readonly ShiftProposal[]): unknown[] {
  return proposals.map(({ actor, kind, object, from, to, amounts, date, modality, counterparty, confidence }) => ({
    kind, actor: actor.name, modality, object, from, to, amounts: amounts.map((amount) => [amount.value ?? amount.min, amount.currency ?? amount.unit]), date: date?.start, counterparty, confidence,
  })); // prettier-ignore
}
