import { actorNamed } from '../shift/actors/actor-lexicon.js';
import type { Amount, ShiftProposal } from '../shift/shift.schema.js';
import { foldText } from '../text/fold-text.js';

/** What a claim is about, in a form that equal matters share whatever the script or spelling. */
export type Matter = {
  actorKey: string;
  /** null: the claim names no object. */
  objectKey: string | null;
  /** Money and positions only: a percentage alone tells no matter. */
  amountKeys: string[];
};

/** Who it is that a name names: that of the lexicon in force. */
export type FindsActor = (name: string) => { id: string } | null;

/** Days between two articles that may still tell the same news. */
export const SAME_NEWS_DAYS = 14;

/** Two claims of one kind are the same matter when their actors are equal, and their objects or one amount. */
export function matterOf(
  claim: Pick<ShiftProposal, 'actor' | 'object' | 'to' | 'amounts'>,
  named: FindsActor = actorNamed,
): Matter {
  const objectKey = keyOf(claim.object ?? claim.to ?? '');
  return {
    actorKey: actorKeyOf(claim.actor, named),
    objectKey: objectKey === '' ? null : objectKey,
    amountKeys: [...new Set(claim.amounts.flatMap(amountKey))].sort(),
  };
}

/** The slug of a known actor, else its name without case, spaces and marks. It is the name of its timeline. */
export function actorKeyOf({ id, name }: { id: string | null; name: string }, named: FindsActor = actorNamed): string {
  return id ?? named(name)?.id ?? keyOf(name);
}

/** Letters and digits only, in lower case and simplified script. */
export function keyOf(words: string): string {
  return foldText(words.normalize('NFKC'))
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

function amountKey({ unit, currency, value, min, max }: Amount): string[] {
  if (unit !== 'money' && unit !== 'positions') return [];
  const bounds = value === null ? [min, max] : [value, value];
  return bounds.every((bound) => bound === null)
    ? []
    : [`${unit}:${currency ?? ''}:${bounds.map((bound) => bound ?? '').join('-')}`];
}
