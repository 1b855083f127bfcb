/** What may stand before the word that points back: an adverb, and whose word it is (据知情人士透露,). */
const LEAD =
  '(?:[“"\'(]*)(?:(?:然而|但是?|而且?|因此|所以|同时|随后|不过|此外|并且|与此同时|另外|目前|此前|对此|尽管如此)[,、]?)?(?:据[^,。]{1,16}[,])?';
const POINTING = new RegExp(
  `^${LEAD}(?:(?<pronoun>他们|她们|它们|他(?!国|人)|她|它)|(?<that>其(?![中实余他次间])|该|此(?!前|外|后|间|刻|时)|这(?!里)|上述|前者|后者|双方))`,
  'u',
);
const POINTING_LATIN =
  /^(?:["'(]*)(?:(?:but|and|however|meanwhile|still|instead|then|so|also|separately|in addition)[, ]+)?(?<pronoun>he|she|it|they|its|his|her|their|this|that|these|those|both|the (?:company|firm|group|platform|move|latter|former|deal|plan|decision))\b/iu;

/** The word that points back, with its place in the sentence; null for a sentence that stands alone. Expects folded text in lower case. */
export function pointingWord(folded: string): { start: number; end: number; text: string } | null {
  const match = POINTING.exec(folded) ?? POINTING_LATIN.exec(folded);
  if (match === null) return null;
  const text = match.groups?.['pronoun'] ?? match.groups?.['that'] ?? '';
  return { start: match[0].length - text.length, end: match[0].length, text };
}

/** Pronouns for which a name can be put in place as it is; 这一举动 and "this" need an editor's own words. */
export function isReplaceable(word: string): boolean {
  return /^(?:他|她|它|他们|她们|它们|he|she|it|they)$/iu.test(word);
}
