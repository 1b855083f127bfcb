import type { Locale } from '../locale/locale.js';
import { ACTORS } from '../shift/actors/actor-lexicon.js';
import type { Actor } from '../shift/shift.schema.js';
import { convertScript } from './convert-script.js';
import { isChinese } from './localise.js';
import { CHINESE_NAMES, PEOPLE } from './name.data.js';

/**
 * An actor as a reader knows it: Chinese readers get the Chinese name that the article used (菜鸟, 欧盟) in their script, else the one of their
 * press (亚马逊), everybody else the canonical one. A person or a product that stands for the actor (扎克伯格) is not its name; a person who is
 * the actor goes by the name of the reader's press (扎克伯格, 祖克柏, Zuckerberg).
 */
export function actorName(actor: Actor, locale: Locale): string {
  const person = actor.id === null || actor.role === 'person' ? personName(actor.name, locale) : null;
  if (person !== null) return person;
  if (!isChinese(locale)) return actor.name;
  const known = actor.id === null ? undefined : CHINESE_NAMES[actor.id];
  const press = known === undefined ? actor.name : known[locale === 'zh-CN' ? 0 : 1];
  if (!/\p{Script=Han}/u.test(actor.surface)) return press;
  const entry = ACTORS.find(({ id }) => id === actor.id);
  const isName = entry?.aliases.some(
    ({ text, via }) => text === actor.surface && (via === 'name' || via === 'country'),
  );
  return isName === true ? convertScript(actor.surface, locale) : press;
}

/** The name of a known person in a locale, whatever language it is given in; null for others. */
export function personName(name: string, locale: Locale): string | null {
  const person = PEOPLE.find((known) => Object.values(known).some((names) => names.includes(name)));
  return person?.[locale][0] ?? null;
}
