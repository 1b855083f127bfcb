import { z } from 'zod';
import { SOURCE_TIERS } from '../article/worth/source-tier.js';
import { MAX_ITEMS } from '../edition/edition.schema.js';
import { TOPICS } from '../reader/preferences.js';
import { scheduleRuleSchema } from '../schedule/schedule-rule.js';
import { SHIFT_KINDS } from '../shift/shift.schema.js';

/** `active`: its schedule composes editions. `paused`: not for now. `retired`: never again; its editions stay. */
export const DIGEST_STATES = ['active', 'paused', 'retired'] as const;
export type DigestState = (typeof DIGEST_STATES)[number];

/** `manual`: a person approves. `four-eyes`: one who confirmed none of its shifts. `automatic`: nobody needs to; it goes out by itself. */
export const APPROVAL_POLICIES = ['manual', 'four-eyes', 'automatic'] as const;

const DAY_MINUTES = 24 * 60;
const minutes = (most: number) => z.int().min(0).max(most);
const some = <T extends string>(values: readonly T[]) =>
  z
    .array(z.enum(values))
    .max(values.length)
    .refine((chosen) => new Set(chosen).size === chosen.length, { message: 'names a value twice' })
    .default([]);

/** What may enter an edition by itself. Empty lists mean everything. */
export const selectionRuleSchema = z
  .strictObject({
    kinds: some(SHIFT_KINDS),
    topics: some(TOPICS).describe('Of the article.'),
    tiers: some(SOURCE_TIERS).describe('Of the source.'),
    maxAgeDays: z
      .int()
      .min(1)
      .max(90)
      .default(14)
      .describe('Since the shift became known; also what rolls over is not older.'),
    maxItems: z.int().min(1).max(MAX_ITEMS).default(10).describe('What does not fit rolls over to the next edition.'),
    minItems: z.int().min(1).max(MAX_ITEMS).default(1).describe('With fewer there is no edition; they roll over.'),
  })
  .refine(({ minItems, maxItems }) => minItems <= maxItems, { path: ['minItems'], message: 'is more than maxItems' })
  .meta({ id: 'SelectionRule' });

export const approvalSchema = z
  .strictObject({
    policy: z.enum(APPROVAL_POLICIES).default('manual'),
    nudgeMinutes: minutes(3 * DAY_MINUTES)
      .default(120)
      .describe('The operator is mailed this long before the due time when nobody has approved; 0: never.'),
  })
  .meta({ id: 'ApprovalPolicy' });

/** A recurring product: when, for whom, what of, and who lets it go. */
export const digestDefinitionSchema = z
  .strictObject({
    schedule: scheduleRuleSchema.nullable().default(null).describe('null: editions are composed by hand only.'),
    leadMinutes: minutes(7 * DAY_MINUTES)
      .default(12 * 60)
      .describe('How long before its due time an edition is composed and waits for its approval.'),
    graceMinutes: minutes(2 * DAY_MINUTES)
      .default(180)
      .describe('How late an edition may start; later it is marked as missed and not sent by itself.'),
    segmentId: z.uuid().nullable().default(null).describe('null: everybody.'),
    selection: selectionRuleSchema.prefault({}),
    approval: approvalSchema.prefault({}),
  })
  .meta({ id: 'DigestDefinition' });

export type DigestDefinition = z.infer<typeof digestDefinitionSchema>;
export type SelectionRule = z.infer<typeof selectionRuleSchema>;
