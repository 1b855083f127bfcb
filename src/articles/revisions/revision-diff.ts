import { diffArrays } from 'diff';
import { splitSentences } from '#src/domain/text/sentence.js';

/** A run of text that both have, that only the older one has, or only the newer one. */
export type DiffPart = { is: 'same' | 'removed' | 'added'; text: string };
export type TextDiff = {
  parts: DiffPart[];
  /** False when the texts were too different to compare in time; then a part is a whole stretch. */
  isFine: boolean;
};

const PATIENCE_MS = 400;
/** Above so many edits within changed sentences it is clearer to show them whole. */
const MOST_EDITS = 1_500;

/**
 * What changed between two texts: sentence by sentence first, then by character of Han and by word of anything else within the sentences that
 * changed. All `same` and `removed` parts together are the older text, all `same` and `added` ones the newer, letter for letter.
 */
export function diffText(older: string, newer: string): TextDiff {
  const coarse = diffArrays(sentencesOf(older), sentencesOf(newer), { timeout: PATIENCE_MS });
  if (coarse === undefined) return { parts: whole(older, newer), isFine: false };
  const parts: DiffPart[] = [];
  let isFine = true;
  for (let index = 0; index < coarse.length; index += 1) {
    const one = coarse[index];
    const next = coarse[index + 1];
    if (one === undefined) continue;
    const isReplaced = one.removed && next?.added === true;
    if (isReplaced) {
      const fine = diffTokens(one.value.join(''), next.value.join(''));
      isFine &&= fine.isFine;
      parts.push(...fine.parts);
      index += 1;
    } else parts.push({ is: wordFor(one), text: one.value.join('') });
  }
  return { parts: joined(parts), isFine };
}

function diffTokens(older: string, newer: string): TextDiff {
  const changes = diffArrays(tokensOf(older), tokensOf(newer), { timeout: PATIENCE_MS, maxEditLength: MOST_EDITS });
  if (changes === undefined) return { parts: whole(older, newer), isFine: false };
  return { parts: changes.map((change) => ({ is: wordFor(change), text: change.value.join('') })), isFine: true };
}

function whole(older: string, newer: string): DiffPart[] {
  return [
    { is: 'removed', text: older },
    { is: 'added', text: newer },
  ];
}

function wordFor({ added, removed }: { added: boolean; removed: boolean }): DiffPart['is'] {
  if (added) return 'added';
  return removed ? 'removed' : 'same';
}

/** Sentences with what stands between them, so that nothing is lost. */
function sentencesOf(text: string): string[] {
  const ends = splitSentences(text, { start: 0, end: text.length }).map(({ end }) => end);
  const cuts = [...new Set([...ends, ...[...text.matchAll(/\n/gu)].map(({ index }) => index + 1), text.length])].sort((a, b) => a - b); // prettier-ignore
  let from = 0;
  return cuts.flatMap((to) => {
    const piece = text.slice(from, to);
    from = to;
    return piece === '' ? [] : [piece];
  });
}

function tokensOf(text: string): string[] {
  return text.match(/\p{Script=Han}|\d+(?:[.,]\d+)*|[\p{L}\p{M}\p{N}]+?(?=\p{Script=Han}|[^\p{L}\p{M}\p{N}]|$)|\s+|[^]/gu) ?? []; // prettier-ignore
}

function joined(parts: readonly DiffPart[]): DiffPart[] {
  const result: DiffPart[] = [];
  for (const part of parts) {
    if (part.text === '') continue;
    const last = result.at(-1);
    if (last?.is === part.is) last.text += part.text;
    else result.push({ ...part });
  }
  return result;
}
