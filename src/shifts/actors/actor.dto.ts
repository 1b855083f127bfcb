import { z } from 'zod';
import { actorRecordSchema, actorSlug } from '#src/domain/actor/actor-record.schema.js';

const { slug, ...fields } = actorRecordSchema.shape;
const STATES = ['active', 'retired'] as const;

export const addActorSchema = actorRecordSchema
  .extend({
    fromShift: z
      .uuid()
      .optional()
      .describe('A proposal whose actor this is: the words that its article uses are added to the aliases.'),
  })
  .meta({ id: 'AddActor' });
export const patchActorSchema = z
  .strictObject({ version: z.int().describe('That of the entry that was read; 0 for a shipped one.'), ...partial() })
  .meta({ id: 'PatchActor' });
export const actorVersionSchema = z.strictObject({ version: z.int() }).meta({ id: 'ActorVersion' });
export const actorListQuerySchema = z.strictObject({
  q: z.string().trim().min(1).max(80).optional().describe('Part of a slug, a name or an alias, in any script or case.'),
  origin: z.enum(['shipped', 'editor']).optional(),
  state: z.enum(STATES).default('active'),
  cursor: actorSlug.optional().describe('`nextCursor` of the page before.'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const rerunListQuerySchema = z.strictObject({
  cursor: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

export const rerunSchema = z
  .strictObject({
    version: z.int().describe('The version of the lexicon that asked for it.'),
    slug: z.string(),
    terms: z.array(z.string()),
    state: z.enum(['running', 'stopped', 'done']),
    looked: z.int().describe('Articles gone through.'),
    asked: z.int().describe('Articles that say one of the terms and are extracted anew.'),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: 'ActorRerun' });
export const rerunListSchema = z
  .strictObject({ items: z.array(rerunSchema), nextCursor: z.int().nullable() })
  .meta({ id: 'ActorReruns' });

export const actorHead = actorRecordSchema.extend({
  origin: z.enum(['shipped', 'editor']),
  state: z.enum(STATES),
  version: z.int().describe('The version of the lexicon that last changed it; 0: as shipped.'),
});
export const actorListSchema = z
  .strictObject({ lexiconVersion: z.int(), items: z.array(actorHead), nextCursor: z.string().nullable() })
  .meta({ id: 'ActorList' });
export const actorOutSchema = actorHead
  .extend({
    changes: z.array(
      z.strictObject({
        version: z.int(),
        actor: z.string(),
        before: actorRecordSchema.nullable(),
        after: actorRecordSchema,
        createdAt: z.string(),
      }),
    ),
  })
  .meta({ id: 'ActorEntry' });

export type AddActor = z.output<typeof addActorSchema>;
export type PatchActor = z.output<typeof patchActorSchema>;
export type ActorListQuery = z.output<typeof actorListQuerySchema>;
export type RerunListQuery = z.output<typeof rerunListQuerySchema>;
export type ActorHead = z.output<typeof actorHead>;
export type ActorOut = z.output<typeof actorOutSchema>;

/** What is left out stays: a default would empty it. */
function partial() {
  return {
    kind: fields.kind.optional(),
    names: fields.names.optional(),
    aliases: fields.aliases.unwrap().optional(),
    people: fields.people.unwrap().optional(),
    products: fields.products.unwrap().optional(),
    homeMarket: fields.homeMarket.unwrap().optional(),
  };
}
