import { z } from 'zod';
import { RUNGS } from '#src/domain/llm/ladder.js';

const count = z.int().min(0);
const reasons = z.array(z.strictObject({ reason: z.string(), count }));

export const acceptanceSchema = z
  .strictObject({
    readers: z.array(
      z.strictObject({
        reader: z.string().describe('llm:<model>@<prompt>, as in the source of its proposals.'),
        findings: count.describe('Everything that it said.'),
        rejected: count.describe('Not borne out by the article; never shown to anybody.'),
        known: count.describe('Found already, by the rules or judged by an editor before.'),
        proposed: count.describe('Became a proposal.'),
        confirmed: count.describe('Of the proposals: confirmed by an editor.'),
        dismissed: count.describe('Of the proposals: rejected by an editor.'),
        open: count.describe('Of the proposals: waiting, or of an older revision.'),
        acceptRate: z.number().min(0).max(1).nullable().describe('confirmed ÷ (confirmed + dismissed); null before the first decision.'),
        rejectReasons: reasons,
        failures: reasons.describe('Looks at articles that ended without an answer.'),
      }),
    ),
    endpoints: z.array(
      z.strictObject({
        provider: z.string(),
        model: z.string(),
        rung: z.enum(RUNGS).nullable().describe('The strictest way in which it gives JSON; null before the first question.'),
        restingUntil: z.string().nullable(),
        restReason: z.string().nullable(),
        callsToday: count,
      }),
    ),
  })
  .meta({ id: 'ModelAcceptance' }); // prettier-ignore

export type Acceptance = z.infer<typeof acceptanceSchema>;
