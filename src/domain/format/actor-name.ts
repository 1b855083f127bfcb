import type { Locale } from '../locale/locale.js';
import { ACTORS } from '../shift/actors/actor-lexicon.js';
import type { Actor } from '../shift/shift.schema.js';
import { convertScript } from './convert-script.js';
import { isChinese } from './localise.js';

/**
 * An actor as a reader knows it: Chinese readers get the Chinese name that the article used (菜鸟, 欧盟) in their script, everybody else the
 * canonical one. A person or a product that stands for the actor (扎克伯格) is not its name.
 */
export function actorName(actor: Actor, locale: Locale): string {
  if (!isChinese(locale) || !/\p{Script=Han}/u.test(actor.surface)) return actor.name;
  const entry = ACTORS.find(({ id }) => id === actor.id);
  const isName = entry?.aliases.some(
    ({ text, via }) => text === actor.surface && (via === 'name' || via === 'country'),
  );
  return isName === true ? convertScript(actor.surface, locale) : actor.name;
}
