import { z } from 'zod';

/** What a strategy shift is: the one vocabulary for rules, editors, API, storage and mail. */
export const SHIFT_KINDS = [
  'open_to_closed', 'closed_to_open', 'dual_track', 'build_to_partner', 'partner_to_build', 'strategy_refocus', 'deprioritize', 'reversal',
  'invest', 'acquire', 'divest', 'reallocate', 'layoff', 'hire', 'leadership', 'reorg',
  'product_launch', 'product_cancel', 'product_delay', 'pricing', 'policy', 'partnership', 'market_entry', 'market_exit', 'logistics_change',
  'ownership_change',
] as const; // prettier-ignore
export const MODALITIES = ['done', 'announced', 'planned', 'considering', 'reported', 'speculated'] as const;
export const DATE_PRECISIONS = [
  'day', 'part_of_month', 'month', 'quarter', 'season', 'half', 'year', 'range', 'duration', 'unknown',
] as const; // prettier-ignore
export const SHIFT_STATUSES = ['proposed', 'confirmed', 'rejected', 'superseded', 'stale'] as const;

/** Half-open span of UTF-16 code units in the stored plain text of one revision: `quote === text.slice(start, end)`. */
const offset = z.int().min(0);
const isoDay = z.iso.date();

export const evidenceSchema = z
  .strictObject({ start: offset, end: offset, quote: z.string().min(1), sha256: z.string().regex(/^[0-9a-f]{64}$/) })
  .meta({
    id: 'Evidence',
    description: 'Exact quote, its UTF-16 offsets in the revision text, and the SHA-256 of the quote in UTF-8.',
  });

export const actorSchema = z
  .strictObject({
    id: z.string().nullable().describe('Lexicon id such as "meta"; null for an actor the lexicon does not know.'),
    name: z.string().min(1).describe('Canonical name, e.g. "Meta".'),
    surface: z.string().min(1).describe('The words used in the text, e.g. "扎克伯格".'),
    role: z.enum(['company', 'government', 'person']).optional(),
    resolvedBy: z
      .enum(['lexicon', 'text', 'title', 'coref', 'editor'])
      .describe(
        'lexicon: a known name; text: a name that only the text gives; coref: 公司/"it" or the sentence before; title: the actor of the whole article.',
      ),
  })
  .meta({ id: 'Actor' });

export const amountSchema = z
  .strictObject({
    text: z.string().min(1),
    value: z
      .number()
      .nullable()
      .describe('Exact value in units of `currency` or pieces; null when only a range is known (数亿美元).'),
    min: z.number().nullable(),
    max: z.number().nullable(),
    approx: z.boolean(),
    qualifier: z.enum(['gt', 'lt', 'about', 'up_to']).optional(),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .nullable()
      .describe('ISO 4217; null when the text names none.'),
    unit: z.enum(['money', 'positions', 'percent', 'other']),
    role: z.enum(['total', 'annual', 'cumulative', 'share']),
    start: offset,
    end: offset,
  })
  .meta({ id: 'Amount' });

export const shiftDateSchema = z
  .strictObject({
    text: z.string().min(1),
    start: isoDay.nullable(),
    end: isoDay.nullable().describe('Inclusive last day.'),
    precision: z.enum(DATE_PRECISIONS),
    relative: z.boolean(),
    anchor: isoDay.optional().describe('The publication day that a relative date was resolved against.'),
    role: z.enum(['happened', 'effective', 'announced', 'planned']),
  })
  .meta({ id: 'ShiftDate' });

/** What an extractor proposes; storage adds identity, revision and review. */
export const shiftProposalSchema = z
  .strictObject({
    actor: actorSchema,
    kind: z.enum(SHIFT_KINDS),
    object: z.string().nullable(),
    from: z.string().nullable(),
    to: z.string().nullable(),
    counterparty: z.array(z.string()),
    amounts: z.array(amountSchema),
    date: shiftDateSchema.nullable(),
    modality: z.enum(MODALITIES),
    negated: z.boolean(),
    attribution: z
      .string()
      .nullable()
      .describe('Who says so, in the words of the text (据知情人士透露); null when the text speaks itself.'),
    evidence: z.array(evidenceSchema).min(1),
    conflicts: z.array(z.strictObject({ field: z.string(), values: z.array(z.string()) })),
    confidence: z.number().min(0).max(1),
    source: z.string().describe('"rules@<version>", "editor".'),
  })
  .meta({ id: 'ShiftProposal' });

export type ShiftKind = (typeof SHIFT_KINDS)[number];
export type Modality = (typeof MODALITIES)[number];
export type DatePrecision = (typeof DATE_PRECISIONS)[number];
export type ShiftStatus = (typeof SHIFT_STATUSES)[number];
export type Evidence = z.infer<typeof evidenceSchema>;
export type Actor = z.infer<typeof actorSchema>;
export type Amount = z.infer<typeof amountSchema>;
export type ShiftDate = z.infer<typeof shiftDateSchema>;
export type ShiftProposal = z.infer<typeof shiftProposalSchema>;
