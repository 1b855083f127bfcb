import { z } from 'zod';
import { citedArticleSchema } from '../article/cited-article.schema.js';
import { LOCALES } from '../locale/locale.js';
import { localisedText } from '../locale/localised.schema.js';
import { impactFactsSchema } from '../shift-impact/impact.schema.js';
import { shiftProposalSchema } from '../shift/shift.schema.js';

/** What the editor decided. How the sending goes is the delivery run's to say. */
export const EDITION_STATES = ['draft', 'approved', 'scheduled', 'started', 'cancelled'] as const;
export type EditionState = (typeof EDITION_STATES)[number];

/** Most shifts that one edition may hold; a longer mail is clipped by the large providers. */
export const MAX_ITEMS = 40;

export const itemHeadline = localisedText(200);
export const itemImpact = localisedText(1_000);
export const editionSubject = localisedText(200);
export const editionIntro = localisedText(2_000);

/** The shift that one goes on from, as an editor said: enough to say it in one line of any language. */
export const previouslySchema = shiftProposalSchema
  .pick({
    actor: true,
    kind: true,
    object: true,
    from: true,
    to: true,
    amounts: true,
    date: true,
    modality: true,
    negated: true,
    attribution: true,
  })
  .extend({
    id: z.uuid(),
    headline: itemHeadline,
    knownOn: z.iso.date(),
    language: z.enum(LOCALES).describe('Of the words of its source.'),
  });

/**
 * One shift as an edition shows it. Approval stores it whole, so that what was mailed stays readable, and a correction can be compared with
 * it, after the shift or its article has changed.
 */
export const editionItemSchema = z.strictObject({
  shiftId: z.uuid(),
  shiftVersion: z.int(),
  revisionId: z.uuid(),
  claim: shiftProposalSchema,
  headline: itemHeadline,
  impact: itemImpact,
  impactFacts: impactFactsSchema.nullable().optional().describe('Missing in editions from before it was known.'),
  previously: previouslySchema.nullable().optional(),
  machine: z
    .strictObject({ headline: itemHeadline, impact: itemImpact })
    .optional()
    .describe(
      'Words of a model in languages that no editor wrote in; shown with a label, and gone when an editor writes.',
    ),
  article: citedArticleSchema,
});

export type Previously = z.infer<typeof previouslySchema>;
export type EditionItem = z.infer<typeof editionItemSchema>;
export type EditionText = z.infer<typeof editionSubject>;

/** Which decisions are open in a state: the one table that every command asks. */
const OPEN: Record<'edit' | 'approve' | 'reopen' | 'send' | 'cancel', readonly EditionState[]> = {
  edit: ['draft'],
  approve: ['draft'],
  reopen: ['approved', 'scheduled'],
  send: ['approved', 'scheduled'],
  cancel: ['draft', 'approved', 'scheduled'],
};
export type EditionCommand = keyof typeof OPEN;

/** The states from which a command is allowed. */
export function statesFor(command: EditionCommand): readonly EditionState[] {
  return OPEN[command];
}
