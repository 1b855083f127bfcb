/** One actor of the lexicon. Aliases may be written in either Chinese script; they are folded when the index is built. */
export interface ActorEntry {
  /** Stable id, stored with shifts. */
  id: string;
  name: string;
  role: 'company' | 'government';
  aliases: readonly Alias[];
}

export interface Alias {
  text: string;
  /** How the words name the actor: by its name, by a person who speaks for it, by a product of it, or as a country (which is often no actor). */
  via: 'name' | 'person' | 'product' | 'country';
}

/** `id|Name|alias|…`, where `@` marks a person, `#` a product and `~` a country. The name itself is an alias. */
export type ActorLine = string;

const VIA = { '@': 'person', '#': 'product', '~': 'country' } as const;

function readAlias(text: string): Alias {
  const mark = text.charAt(0);
  if (mark === '@' || mark === '#' || mark === '~') return { text: text.slice(1), via: VIA[mark] };
  return { text, via: 'name' };
}

export function readActorLine(line: ActorLine, role: ActorEntry['role']): ActorEntry {
  const [id = '', name = '', ...rest] = line.split('|');
  // The bare name of a country is mostly a place.
  const via = rest.some((alias) => alias.startsWith('~')) ? 'country' : 'name';
  return { id, name, role, aliases: [{ text: name, via }, ...rest.map(readAlias)] };
}
