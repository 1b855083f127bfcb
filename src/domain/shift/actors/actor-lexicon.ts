import { readActorLine, type ActorEntry } from './actor-entry.js';
import { compileActors, type Mention } from './actor-matcher.js';
import { AUTHORITIES } from './authorities.data.js';
import { COMMERCE } from './commerce.data.js';
import { INDUSTRY } from './industry.data.js';
import { LOGISTICS_PAYMENTS } from './logistics-payments.data.js';
import { SERVICES } from './services.data.js';
import { TECHNOLOGY } from './technology.data.js';

/** The known actors. */
export const ACTORS: readonly ActorEntry[] = [
  ...[...COMMERCE, ...TECHNOLOGY, ...LOGISTICS_PAYMENTS, ...INDUSTRY, ...SERVICES].map((line) =>
    readActorLine(line, 'company'),
  ),
  ...AUTHORITIES.map((line) => readActorLine(line, 'government')),
];

/**
 * A complete lexicon with entries of one's own: an entry whose id the base has replaces it, and a name that two entries claim belongs to the
 * one of `extra`. Keep the result: a matcher is compiled once for an array, not for its contents.
 */
export function overlayActors(
  extra: readonly ActorEntry[],
  base: readonly ActorEntry[] = ACTORS,
): readonly ActorEntry[] {
  const replaced = new Set(extra.map((entry) => entry.id));
  return [...extra, ...base.filter((entry) => !replaced.has(entry.id))];
}

/** Every actor of the built-in lexicon that folded text names; see `ActorMatcher.find`. */
export function findActors(folded: string): Mention[] {
  return compileActors(ACTORS).find(folded);
}

/** The actor of the built-in lexicon whose name or alias this is, whatever the script or case; null when it has none. */
export function actorNamed(name: string): ActorEntry | null {
  return compileActors(ACTORS).named(name);
}
