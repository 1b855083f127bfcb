import { detectLanguage } from '../article/language.js';
import type { ActorEntry } from './actors/actor-entry.js';
import { ACTORS } from './actors/actor-lexicon.js';
import { compileActors } from './actors/actor-matcher.js';
import type { AmountOptions } from './amount/find-amounts.js';
import type { Claim } from './claim/claim.js';
import { findClaims } from './claim/find-claims.js';
import { mergeClaims } from './claim/merge-claims.js';
import { markKindConflicts, propose } from './claim/propose.js';
import { settleClaims } from './claim/settle-claims.js';
import { parseIsoDay, type Day } from './date/calendar.js';
import { readBody, type Reading } from './reading/reading.js';
import type { ShiftProposal } from './shift.schema.js';
import { openingActor } from './subject/han-subject.js';
import { openingActorLatin } from './subject/latin-subject.js';
import { mainActor } from './subject/main-actor.js';
import type { Discourse } from './subject/subject.js';

/** Names the rules that made a proposal; rises when their results change. */
export const EXTRACTOR_VERSION = 'rules@3';

export interface ArticleText {
  /** Plain text; evidence offsets count from its start. */
  text: string;
  title?: string | undefined;
  /** ISO day or instant; without it relative dates stay unknown. */
  publishedAt?: string | null | undefined;
}

export interface ExtractorTools {
  /** 64 hex digits of the text in UTF-8. */
  sha256: (text: string) => string;
  /**
   * All actors that may be named; the built-in ones when left out. `overlayActors` makes one of the built-in ones and additions. Pass the
   * same array again: it is compiled once.
   */
  lexicon?: readonly ActorEntry[] | undefined;
}

/** Question and answer, four lines at least: whoever is asked about, 公司 and "we" are the one that answers. */
const DIALOGUE = /(?:(?:^|\n)[^\n。.:：]{1,12}[:：][^\n]+\s+){4}/u;

/**
 * The strategy shifts that an article's own sentences state, by rules alone: a verb pattern of a kind, whose subject is a company or
 * authority, and which no negation, condition, opinion or noun phrase takes back. In the order of their evidence; every quote is
 * `text.slice(start, end)`. At most 100,000 characters are read.
 */
export function extractShifts(
  { text, title, publishedAt }: ArticleText,
  { sha256, lexicon = ACTORS }: ExtractorTools,
): ShiftProposal[] {
  const anchor = parseIsoDay(publishedAt);
  const actors = compileActors(lexicon);
  // A bare 元 is that of the text's own script: yuan, or Taiwan dollars.
  const isTraditional = detectLanguage(text) === 'zh-TW';
  const amounts: AmountOptions = { yuan: isTraditional ? 'TWD' : 'CNY' };
  const readings = readBody(text, { actors, amounts, dates: { anchor }, title, isTraditional });
  const discourse: Discourse = { focus: null, main: mainActor(readings, title ?? firstLine(text), actors) };
  const isDialogue = DIALOGUE.test(text.slice(0, 20_000));
  const today = anchor ?? usualYear(readings);
  const claims: Claim[] = [];
  for (const [index, reading] of readings.entries()) {
    claims.push(...settleClaims(reading, findClaims(reading, index, discourse), today));
    if (isDialogue && discourse.main !== null) continue;
    discourse.focus =
      (reading.script === 'han' ? openingActor(reading) : openingActorLatin(reading)) ?? discourse.focus;
  }
  const proposals = mergeClaims(claims).map((group) => propose(group, { text, sha256, source: EXTRACTOR_VERSION }));
  const ordered = proposals.sort((a, b) => (a.evidence[0]?.start ?? 0) - (b.evidence[0]?.start ?? 0));
  return markKindConflicts(ordered);
}

function firstLine(text: string): string {
  return /^[^\r\n]{0,300}/u.exec(text)?.[0] ?? '';
}

/** Without a publication day: the end of the year that the text names most. */
function usualYear(readings: readonly Reading[]): Day | null {
  const years = new Map<number, number>();
  for (const { dates } of readings) {
    for (const date of dates) {
      const year = parseIsoDay(date.end)?.year;
      if (year !== undefined) years.set(year, (years.get(year) ?? 0) + 1);
    }
  }
  const [usual] = [...years.entries()].sort((a, b) => b[1] - a[1] || b[0] - a[0]);
  return usual === undefined ? null : { year: usual[0], month: 12, day: 31 };
}
