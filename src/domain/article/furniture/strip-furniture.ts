import { findAmounts } from '../../shift/amount/find-amounts.js';
import { foldText } from '../../text/fold-text.js';
import { FURNITURE_RULES, type FurnitureRule } from './furniture-rules.data.js';

/** A line that was taken out, by the rule that names why. */
export interface StrippedLine {
  rule: string;
  text: string;
}
export interface StrippedText {
  /** The words of the article: `raw` without whole lines of furniture. */
  body: string;
  /** In the order of the raw text; empty when nothing was taken out. */
  stripped: StrippedLine[];
}

/** Among so many of the last lines a rule for the end may speak. */
const END_LINES = 14;
/** More than this share of the letters is never furniture: then the rules misread the text, and it stays whole. */
const MOST_STRIPPED = 0.5;
/** Titles of other articles below a heading such as 推荐阅读. */
const LINK_CHARACTERS = 60;
const MOST_LINKS = 12;
const HAS_SENTENCE = /[。!?;]|[.!?](?:\s|$)/u;

/**
 * Takes the furniture of a page out of an article's plain text, a whole line at a time by a table of rules. Conservative: a line that states
 * money, jobs or a percentage stays whatever it begins with, and so does a text that would lose more than half of itself.
 */
export function stripFurniture(raw: string): StrippedText {
  const lines = raw.split('\n');
  const rules = judgeLines(lines.map((line) => foldText(line.trim()).toLowerCase()));
  const stripped = lines.flatMap((line, index) => {
    const rule = rules[index];
    return rule === undefined || rule === null ? [] : [{ rule, text: line.trim() }];
  });
  const lost = stripped.reduce((sum, { text }) => sum + letters(text), 0);
  if (stripped.length === 0 || lost > letters(raw) * MOST_STRIPPED) return { body: raw, stripped: [] };
  const kept = lines.filter((_, index) => (rules[index] ?? null) === null);
  return { body: tidy(kept), stripped };
}

/** Empty lines that framed the furniture go with it, so that no gap tells of it. */
function tidy(kept: readonly string[]): string {
  return kept
    .join('\n')
    .replaceAll(/\n(?:[ \t]*\n){2,}/gu, '\n\n')
    .trim();
}

function judgeLines(folded: readonly string[]): (string | null)[] {
  const words = folded.map((line, index) => ({ line, index })).filter(({ line }) => line !== '');
  const endFrom = words.at(-END_LINES)?.index ?? 0;
  const rules: (string | null)[] = folded.map((line, index) => ruleOf(line, index >= endFrom)?.id ?? null);
  for (const [index, rule] of rules.entries())
    if (rule?.startsWith('related') === true) stripLinks(folded, rules, index);
  return rules;
}

function ruleOf(line: string, isAtEnd: boolean): FurnitureRule | undefined {
  if (line === '') return undefined;
  const rule = FURNITURE_RULES.find(({ at, mostCharacters, is }) => (at === 'anywhere' || isAtEnd) && line.length <= mostCharacters && is.test(line)); // prettier-ignore
  return rule === undefined || (rule.id !== 'icp' && statesSomething(line)) ? undefined : rule;
}

function statesSomething(line: string): boolean {
  return findAmounts(line).some(({ unit }) => unit !== 'other');
}

/** The titles below such a heading, up to the end of the text; a sentence among them means that it was no list, and nothing goes. */
function stripLinks(folded: readonly string[], rules: (string | null)[], heading: number): void {
  const below = folded.map((line, index) => ({ line, index })).slice(heading + 1).filter(({ line, index }) => line !== '' && (rules[index] ?? null) === null); // prettier-ignore
  const isList = below.length <= MOST_LINKS && below.every(({ line }) => line.length <= LINK_CHARACTERS && !HAS_SENTENCE.test(line)); // prettier-ignore
  if (!isList) {
    if (below.length > 0) rules[heading] = null;
    return;
  }
  for (const { index } of below) rules[index] = rules[heading] ?? null;
}

function letters(text: string): number {
  return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
}
