import { foldText } from '../../text/fold-text.js';
import type { ActorEntry, Alias } from './actor-entry.js';
import { DECOYS } from './authorities.data.js';
import { NATIONALS } from './places.data.js';

/** An actor named in a text; offsets are those of the text given to `findActors`. */
export interface Mention {
  /** null for a company that only the article names. */
  id: string | null;
  name: string;
  role: ActorEntry['role'];
  via: Alias['via'];
  start: number;
  end: number;
}

/** A lexicon made ready for matching. */
export interface ActorMatcher {
  /**
   * Every known actor named in folded text, longest names first, left to right. People and products stand for their company; a country is an
   * actor of its own kind (`via: 'country'`), which mostly is a place.
   */
  find(folded: string): Mention[];
  /** The actor whose name or alias this is, whatever the script or case; null when the lexicon has none. */
  named(name: string): ActorEntry | null;
}

interface Known {
  folded: string;
  text: string;
  /** null for a decoy. */
  actor: ActorEntry | null;
  via: Alias['via'];
  isExact: boolean;
}

const HAN_AUTHORITY =
  /^(?:一家|一名)?(?:联邦|国家|中央|地方|地区|上诉|巡回|高等|国际贸易)*(?:政府|当局|商务部|财政部|贸易部|工贸部|经济部|工信部|海关|税务局|税务总局|国会|议会|众议院|参议院|内阁|央行|监管机构|监管部门|监管当局|反垄断机构|反垄断部门|竞争管理局|竞争委员会|竞争监管机构|数据保护机构|数据保护局|通信部|信息部|消费者保护机构|法院|最高法院|公平交易委员会|方面|总统|总理|首相)/u;
const LATIN_AUTHORITY =
  /^(?:'s|n)?\s(?:(?:federal|antitrust|competition|data protection|consumer|trade|commerce|finance|customs|tax|privacy|market|media|communications|national|central)\s){0,2}(?:government|ministry|minister|ministers|regulators?|watchdog|authority|authorities|agency|agencies|customs|cabinet|parliament|lawmakers|legislators|senate|court|courts|bank|commission|department|officials|president|prime minister|administration)\b/iu;
const MODIFIER = /^-[a-z]/u;

const nationals = new RegExp(`\\b(?:${Object.keys(NATIONALS).sort((a, b) => b.length - a.length).join('|').replaceAll('.', '\\.')})(?=\\s)`, 'gu'); // prettier-ignore

/** By the first character of the name; the longest names first. */
type Index = ReadonlyMap<string, readonly Known[]>;

const compiled = new WeakMap<readonly ActorEntry[], ActorMatcher>();

/** The matcher of a lexicon, compiled at its first use and kept as long as the array lives. */
export function compileActors(actors: readonly ActorEntry[]): ActorMatcher {
  const known = compiled.get(actors);
  if (known !== undefined) return known;
  const index = buildIndex(actors);
  const byId = new Map(actors.map((actor) => [actor.id, actor]));
  const matcher: ActorMatcher = {
    find: (folded) => findNamed(folded, index, byId),
    named: (name) => {
      const folded = lowerAscii(foldText(name.trim()));
      return index.get(folded.charAt(0))?.find((entry) => entry.folded === folded)?.actor ?? byId.get(folded) ?? null;
    },
  };
  compiled.set(actors, matcher);
  return matcher;
}

function lowerAscii(text: string): string {
  return text.replaceAll(/[A-Z]+/gu, (letters) => letters.toLowerCase());
}

function buildIndex(actors: readonly ActorEntry[]): Index {
  const all = new Map<string, Known>();
  const add = (text: string, actor: ActorEntry | null, via: Alias['via']): void => {
    const folded = lowerAscii(foldText(text));
    const known = all.get(folded);
    if (known !== undefined) {
      // Written in two ways, so its case tells nothing.
      if (known.actor === actor && known.text !== foldText(text)) known.isExact = false;
      return;
    }
    all.set(folded, { folded, text: foldText(text), actor, via, isExact: /^[A-Z.&]{1,5}$/u.test(text) });
  };
  for (const actor of actors) for (const alias of actor.aliases) add(alias.text, actor, alias.via);
  for (const decoy of DECOYS) add(decoy, null, 'name');
  const byFirst = new Map<string, Known[]>();
  for (const known of [...all.values()].sort((a, b) => b.folded.length - a.folded.length)) {
    const first = known.folded.charAt(0);
    byFirst.set(first, [...(byFirst.get(first) ?? []), known]);
  }
  return byFirst;
}

/** A Latin name stands alone, begins with a capital as its entry does, and short abbreviations are written exactly so. */
function stands(folded: string, at: number, known: Known): boolean {
  const end = at + known.folded.length;
  const surface = folded.slice(at, end);
  if (/^[\p{Script=Latin}\d]/u.test(surface) && /[\p{Script=Latin}\d]/u.test(folded.charAt(at - 1))) return false;
  if (
    /[\p{Script=Latin}\d]$/u.test(surface) &&
    /[\p{Script=Latin}\d]/u.test(folded.charAt(end)) &&
    known.via !== 'product'
  )
    return false;
  if (known.via === 'product' && /[\p{Script=Latin}]/u.test(folded.charAt(end)) && /\p{Script=Latin}$/u.test(surface))
    return false;
  if (known.isExact) return surface === known.text;
  if (/^[A-Z]/u.test(known.text)) return /^[A-Z]/u.test(surface) && !MODIFIER.test(folded.slice(end, end + 2));
  return !/^[a-z]/u.test(known.text) || surface.startsWith(known.text.charAt(0)) || /^[A-Z]/u.test(surface);
}

function extendCountry(folded: string, mention: Mention): Mention {
  const rest = folded.slice(mention.end, mention.end + 60);
  const match = HAN_AUTHORITY.exec(rest) ?? LATIN_AUTHORITY.exec(rest);
  return match === null ? mention : { ...mention, via: 'name', end: mention.end + match[0].length };
}

function findNamed(folded: string, index: Index, byId: ReadonlyMap<string, ActorEntry>): Mention[] {
  const lower = lowerAscii(folded);
  const mentions: Mention[] = [];
  for (let at = 0; at < folded.length; at += 1) {
    const known = index
      .get(lower.charAt(at))
      ?.find((entry) => lower.startsWith(entry.folded, at) && stands(folded, at, entry));
    if (known === undefined) continue;
    const end = at + known.folded.length;
    if (known.actor !== null) {
      const { id, name, role } = known.actor;
      const mention: Mention = { id, name, role, via: known.via, start: at, end };
      const whole = known.via === 'country' ? extendCountry(folded, mention) : mention;
      mentions.push(whole);
      at = whole.end - 1;
    } else at = end - 1;
  }
  return [...mentions, ...findNationalAuthorities(folded, mentions, byId)].sort((a, b) => a.start - b.start);
}

/** "German regulators", "the Indonesian government". */
function findNationalAuthorities(
  folded: string,
  taken: readonly Mention[],
  byId: ReadonlyMap<string, ActorEntry>,
): Mention[] {
  const found: Mention[] = [];
  for (const match of folded.matchAll(nationals)) {
    const end = match.index + match[0].length;
    const authority = LATIN_AUTHORITY.exec(folded.slice(end, end + 60));
    const actor = byId.get(NATIONALS[match[0]] ?? '');
    if (
      authority === null ||
      actor === undefined ||
      taken.some((other) => match.index < other.end && other.start < end + authority[0].length)
    ) {
      continue;
    }
    found.push({
      id: actor.id,
      name: actor.name,
      role: actor.role,
      via: 'name',
      start: match.index,
      end: end + authority[0].length,
    });
  }
  return found;
}
