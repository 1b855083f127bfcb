import { z } from 'zod';
import {
  EDITION_STATES,
  editionIntro,
  editionItemSchema,
  editionSubject,
  itemHeadline,
  itemImpact,
  MAX_ITEMS,
} from '#src/domain/edition/edition.schema.js';
import { CONFLICT_FIELDS } from '#src/domain/shift-merge/find-conflicts.js';
import { LOCALES } from '#src/domain/locale/locale.js';
import { isStorable, NOT_STORABLE } from '#src/domain/text/storable.js';

const itemIn = z.strictObject({
  shiftId: z.uuid().describe('A confirmed shift.'),
  headline: itemHeadline.optional().describe('Replaces the shift’s own headline in this edition, per locale.'),
  impact: itemImpact.optional().describe('What it means for a seller, in an editor’s words, per locale.'),
});

const itemsIn = z
  .array(itemIn)
  .max(MAX_ITEMS)
  .refine((items) => new Set(items.map((item) => item.shiftId)).size === items.length, {
    message: 'names a shift twice',
  });

const segmentIn = z
  .uuid()
  .nullable()
  .describe('The segment it is for, read anew when the sending starts; null: everybody.');

const title = z.string().trim().min(1).max(200).refine(isStorable, NOT_STORABLE);

export const createEditionSchema = z
  .strictObject({
    title: title.describe('For editors; readers see the subject.'),
    subject: editionSubject.optional().describe('Per locale; left out, it is built from the first shift.'),
    intro: editionIntro.optional(),
    segmentId: segmentIn.optional(),
    items: itemsIn.min(1).describe('In the order of the mail.'),
  })
  .meta({ id: 'CreateEdition' });

export const editEditionSchema = z
  .strictObject({
    version: z.int().describe('The version that was read; another one is a 409 edition.changed.'),
    title: title.optional(),
    subject: editionSubject.optional(),
    intro: editionIntro.optional(),
    segmentId: segmentIn.optional(),
    items: itemsIn.min(1).optional().describe('The whole list in its new order.'),
  })
  .meta({ id: 'EditEdition' });

export const versionSchema = z.strictObject({ version: z.int() }).meta({ id: 'EditionVersion' });

export const sendEditionSchema = z
  .strictObject({
    at: z.iso.datetime({ offset: true }).optional().describe('ISO 8601 instant with zone; left out: now.'),
  })
  .meta({ id: 'SendEdition' });

export const testSendSchema = z
  .strictObject({
    to: z.array(z.email().max(254)).min(1).max(5),
    locale: z.enum(LOCALES).default('zh-CN'),
  })
  .meta({ id: 'TestSend' });

export const previewQuerySchema = z.strictObject({
  locale: z.enum(LOCALES).default('zh-CN'),
  format: z.enum(['html', 'text', 'mjml', 'json']).default('html'),
});

export const editionListQuerySchema = z.strictObject({
  state: z.enum(EDITION_STATES).optional(),
  cursor: z.coerce.number().int().min(1).optional().describe('`nextCursor` of the page before.'),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

const instant = z.string().nullable();
const editionHeadSchema = z.strictObject({
  id: z.uuid(),
  number: z.int(),
  state: z.enum(EDITION_STATES),
  title: z.string(),
  kind: z.enum(['digest', 'correction']),
  isFourEyes: z.boolean().describe('Whoever confirmed a shift of it may not approve it.'),
  subject: editionSubject,
  intro: editionIntro,
  segmentId: z.uuid().nullable(),
  digestId: z.uuid().nullable().describe('The digest it is an issue of; null: an edition of its own.'),
  dueAt: instant.describe('When its digest is due: approved before, it starts then; later, at once.'),
  version: z.int(),
  approvedBy: z.string().nullable(),
  approvedAt: instant,
  scheduledAt: instant,
  startedAt: instant,
  createdAt: z.string(),
  updatedAt: z.string(),
});

export const editionListSchema = z
  .strictObject({ items: z.array(editionHeadSchema), nextCursor: z.number().nullable() })
  .meta({ id: 'EditionList' });

export const editionOutSchema = editionHeadSchema
  .extend({
    items: z.array(editionItemSchema),
    faults: z
      .array(
        z.strictObject({
          shiftId: z.uuid(),
          reason: z.enum(['unknown', 'not-confirmed', 'broken-quote', 'number-without-evidence']),
          quotes: z.array(z.string()).optional(),
          numbers: z.array(z.string()).optional(),
        }),
      )
      .describe('What keeps it from being mailed.'),
    conflicts: z
      .array(
        z.strictObject({
          shiftId: z.uuid(),
          conflicts: z.array(
            z.strictObject({
              field: z.enum(CONFLICT_FIELDS),
              values: z.array(z.strictObject({ value: z.string(), shiftIds: z.array(z.uuid()) })),
            }),
          ),
        }),
      )
      .describe('What other confirmed shifts tell otherwise: look at it before you approve.'),
    run: z.record(z.string(), z.unknown()).nullable().describe('How the sending goes; null before the start.'),
  })
  .meta({ id: 'Edition' });

export const sendOutcomeSchema = z
  .discriminatedUnion('state', [
    z.strictObject({ state: z.literal('started'), frozenCount: z.int().describe('Readers in the audience.') }),
    z.strictObject({ state: z.literal('scheduled'), scheduledAt: z.string() }),
  ])
  .meta({ id: 'SendOutcome' });

export type CreateEdition = z.infer<typeof createEditionSchema>;
export type EditEdition = z.infer<typeof editEditionSchema>;
export type PreviewQuery = z.infer<typeof previewQuerySchema>;
export type EditionListQuery = z.infer<typeof editionListQuerySchema>;
export type TestSend = z.infer<typeof testSendSchema>;
export type SendEdition = z.infer<typeof sendEditionSchema>;
export type EditionOut = z.infer<typeof editionOutSchema>;
