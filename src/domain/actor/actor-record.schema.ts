import { z } from 'zod';
import type { ActorEntry, Alias } from '../shift/actors/actor-entry.js';
import { isStorable, NOT_STORABLE } from '../text/storable.js';

/** Fewer characters would be found in every text. */
const MIN_ALIAS = 2;
const name = z.string().trim().min(MIN_ALIAS).max(80).refine(isStorable, NOT_STORABLE);
const names = (about: string) => z.array(name).max(60).default([]).describe(about);

export const actorSlug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{1,59}$/)
  .describe('Stands in the address of its timeline and is stored with shifts: never renamed.');

/** One actor as editors keep it. */
export const actorRecordSchema = z.strictObject({
  slug: actorSlug,
  kind: z.enum(['company', 'government']),
  names: z
    .strictObject({ en: name, 'zh-Hans': name.nullable().default(null), 'zh-Hant': name.nullable().default(null) })
    .describe('How readers of each language know it.'),
  aliases: names('Other names of it, in any script.'),
  people: names('People who speak for it.'),
  products: names('Products that stand for it.'),
  homeMarket: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable()
    .default(null)
    .describe('ISO 3166 code of its home market.'),
});
export type ActorRecord = z.infer<typeof actorRecordSchema>;

/** The names that texts may use for an actor, each with the field that it stands in. */
export function namesOf(record: ActorRecord): { field: string; text: string; via: Alias['via'] }[] {
  const all: { field: string; text: string; via: Alias['via'] }[] = [];
  for (const [key, text] of Object.entries(record.names)) {
    if (text !== null) all.push({ field: `names.${key}`, text, via: 'name' });
  }
  const lists = { aliases: 'name', people: 'person', products: 'product' } as const;
  for (const [field, via] of Object.entries(lists) as [keyof typeof lists, Alias['via']][]) {
    record[field].forEach((text, index) => all.push({ field: `${field}.${index}`, text, via }));
  }
  return all;
}

/** As the extractor reads it. */
export function entryOf(record: ActorRecord): ActorEntry {
  const aliases = namesOf(record).map(({ text, via }) => ({ text, via }));
  return { id: record.slug, name: record.names.en, role: record.kind, aliases };
}

/** A shipped entry as an editor would have written it. Which of its Chinese aliases is its name today (Meta is not 脸书) only an editor knows. */
export function recordOf({ id, name: en, role, aliases }: ActorEntry): ActorRecord {
  const of = (...ways: Alias['via'][]) => aliases.filter(({ via }) => ways.includes(via)).map(({ text }) => text);
  const own = of('name', 'country').filter((text) => text !== en);
  return {
    slug: id,
    kind: role,
    names: { en, 'zh-Hans': null, 'zh-Hant': null },
    aliases: own,
    people: of('person'),
    products: of('product'),
    homeMarket: null,
  };
}
