import { z } from 'zod';
import type { OptionalPurpose } from '#src/domain/consent/purpose.js';
import { LOCALES } from '#src/domain/locale/locale.js';
import { MARKETS, MOST_ACTORS, PLATFORMS, RHYTHMS, TOPICS, type Preferences } from '#src/domain/reader/preferences.js';
import { actorNamed } from '#src/domain/shift/actors/actor-lexicon.js';
import { readTimeZone } from '#src/domain/schedule/time-zone.js';

/** Names of boxes begin with these; a box that is not ticked is not posted at all. */
export const BOXES = { topics: 'topic:', platforms: 'platform:', markets: 'market:', allowed: 'allow:' } as const;

type Posted = Partial<Record<string, string>>;

/** `pause` and `actors` are a person's slip of the pen and named; `other` comes from no form of ours. `preferences`: what was good of it. */
export type ReadPreferences =
  | { ok: true; preferences: Preferences }
  | { ok: false; fault: 'pause' | 'actors' | 'other'; unknown: string[]; preferences: Preferences };

const listsSchema = z.object({
  locale: z.enum(LOCALES),
  timeZone: z.string().transform((text, context) => {
    const zone = readTimeZone(text);
    if (zone !== undefined) return zone;
    context.addIssue({ code: 'custom', message: 'unknown' });
    return z.NEVER;
  }),
  secondLocale: z.enum([...LOCALES, '']).optional(),
  rhythm: z.enum(RHYTHMS).optional(),
  localHour: z.coerce.number().int().min(0).max(23).optional(),
});

/** `current` fills what the form does not show; `today` is `YYYY-MM-DD`. */
export function readPreferences(posted: Posted, current: Preferences, today: string): ReadPreferences {
  const lists = listsSchema.safeParse(posted);
  if (!lists.success) return { ok: false, fault: 'other', unknown: [], preferences: current };
  const { locale, timeZone, secondLocale, rhythm, localHour } = lists.data;
  const pause = readPause(posted['pausedUntil'], current.pausedUntil, today);
  const actors = readActors(posted['actors'], current.actors);
  const preferences: Preferences = {
    locale,
    timeZone,
    secondLocale: secondOf(secondLocale, current) === locale ? null : secondOf(secondLocale, current),
    rhythm: rhythm ?? current.rhythm,
    localHour: localHour ?? current.localHour,
    pausedUntil: pause ?? current.pausedUntil,
    actors: actors.ids,
    ...(posted['boxes'] === 'shown' ? readBoxes(posted) : boxesOf(current)),
  };
  if (pause === undefined) return { ok: false, fault: 'pause', unknown: [], preferences };
  if (actors.unknown.length > 0) return { ok: false, fault: 'actors', unknown: actors.unknown, preferences };
  return { ok: true, preferences: { ...preferences, pausedUntil: pause } };
}

function secondOf(posted: string | undefined, current: Preferences): Preferences['secondLocale'] {
  if (posted === undefined) return current.secondLocale;
  return LOCALES.find((locale) => locale === posted) ?? null;
}

/** Null: no pause. Undefined: no day that can be. */
function readPause(posted: string | undefined, current: string | null, today: string): string | null | undefined {
  const text = posted?.trim();
  if (text === undefined) return current;
  if (text === '') return null;
  if (!z.iso.date().safeParse(text).success) return undefined;
  const lastDay = `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`;
  return text > today && text <= lastDay ? text : undefined;
}

function readActors(
  posted: string | undefined,
  current: readonly string[],
): { ids: readonly string[]; unknown: string[] } {
  if (posted === undefined) return { ids: current, unknown: [] };
  const names = posted.split(/[,，、;；\r\n]+/).map((name) => name.trim());
  const ids = new Set<string>();
  const unknown: string[] = [];
  for (const name of names.filter((given) => given !== '')) {
    const actor = actorNamed(name);
    if (actor === null || ids.size === MOST_ACTORS) unknown.push(name.slice(0, 60));
    else ids.add(actor.id);
  }
  return { ids: [...ids], unknown };
}

type Boxes = Pick<Preferences, keyof typeof BOXES>;

function boxesOf({ topics, platforms, markets, allowed }: Preferences): Boxes {
  return { topics, platforms, markets, allowed };
}

function readBoxes(posted: Posted): Boxes {
  const ticked = <T extends string>(prefix: string, words: readonly T[]): T[] =>
    words.filter((word) => posted[`${prefix}${word}`] === 'yes');
  return {
    topics: ticked(BOXES.topics, TOPICS),
    platforms: ticked(BOXES.platforms, PLATFORMS),
    markets: ticked(BOXES.markets, MARKETS),
    allowed: ticked<OptionalPurpose>(BOXES.allowed, ['personalisation', 'open-click-tracking']),
  };
}
