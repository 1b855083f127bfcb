import type { ActorEntry } from '../shift/actors/actor-entry.js';
import { ACTORS, overlayActors } from '../shift/actors/actor-lexicon.js';
import { compileActors } from '../shift/actors/actor-matcher.js';
import { keyOf } from '../shift-merge/matter.js';
import { entryOf, namesOf, type ActorRecord } from './actor-record.schema.js';

export type KeptActor = { record: ActorRecord; isRetired: boolean };
export type AliasConflict = { field: string; alias: string; slug: string; name: string };

/** What ships with the program, with the entries of editors before it and without what they retired. */
export function lexiconOf(kept: readonly KeptActor[]): readonly ActorEntry[] {
  const retired = new Set(kept.filter(({ isRetired }) => isRetired).map(({ record }) => record.slug));
  const active = kept.filter(({ isRetired }) => !isRetired).map(({ record }) => entryOf(record));
  return overlayActors(
    active,
    ACTORS.filter(({ id }) => !retired.has(id)),
  );
}

/** The names of a record that another actor of the lexicon has already, whatever their case or script. */
export function aliasConflicts(record: ActorRecord, lexicon: readonly ActorEntry[]): AliasConflict[] {
  const matcher = compileActors(lexicon);
  return namesOf(record).flatMap(({ field, text }) => {
    const owner = matcher.named(text);
    return owner === null || owner.id === record.slug ? [] : [{ field, alias: text, slug: owner.id, name: owner.name }];
  });
}

/** What texts must say for a change from `before` to `after` to make a difference: the names that came, went, or stand for it in another way. */
export function changedNames(before: ActorRecord | null, after: ActorRecord | null): string[] {
  const [old, now] = [before, after].map((record) => (record === null ? [] : namesOf(record)));
  const key = ({ text, via }: { text: string; via: string }): string => `${via}:${text}`;
  const isOtherwise = before?.names.en !== after?.names.en || before?.kind !== after?.kind;
  const [had, has] = [new Set(old?.map(key)), new Set(now?.map(key))];
  const all = [...(old ?? []), ...(now ?? [])].filter((one) => isOtherwise || had.has(key(one)) !== has.has(key(one)));
  return [...new Set(all.map(({ text }) => text))];
}

/** Under which names shifts were kept before the lexicon knew this actor. */
export function formerKeys(record: ActorRecord): string[] {
  const own = namesOf(record).filter(({ via }) => via === 'name');
  return [...new Set(own.map(({ text }) => keyOf(text)))].filter((key) => key !== '' && key !== record.slug);
}
