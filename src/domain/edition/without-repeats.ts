import type { ShiftProposal } from '../shift/shift.schema.js';

/** What the mail would say twice: "600 jobs" as the object of a layoff of 600 jobs, "6 %" beside "from 6 % to 8 %". */
export function withoutRepeats(claim: ShiftProposal): ShiftProposal {
  const isAmount = claim.amounts.some((amount) => amount.text === claim.object);
  const hasEnds = claim.from !== null && claim.to !== null;
  return {
    ...claim,
    object: isAmount ? null : claim.object,
    amounts: hasEnds ? claim.amounts.filter(({ text }) => text !== claim.from && text !== claim.to) : claim.amounts,
  };
}
