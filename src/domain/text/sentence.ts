import type { Span } from './block.js';

const CLOSERS = /[”’」』"')）\]】》]/u;
const ABBREVIATION =
  /(?:^|[\s(（“"])(?:[A-Z]|[A-Z](?:\.[A-Z])+|Mr|Mrs|Ms|Dr|Prof|Inc|Ltd|Co|Corp|Jr|Sr|St|vs|No|Sen|Rep|Gov|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|approx|est|e\.g|i\.e|U\.S|U\.K|E\.U)$/u;

function endsSentence(text: string, at: number, limit: number): boolean {
  const mark = text.charAt(at);
  if ('。！？!?'.includes(mark)) return true;
  if (mark === '…') return text.charAt(at + 1) !== '…';
  if (mark !== '.') return false;
  let next = at + 1;
  while (next < limit && CLOSERS.test(text.charAt(next))) next += 1;
  if (next < limit && !/[\s\p{Script=Han}]/u.test(text.charAt(next))) return false;
  if (/\p{Script=Han}/u.test(text.charAt(next)) && /[\dA-Za-z]/u.test(text.charAt(at - 1))) return false;
  const rest = text.slice(next, limit).trimStart();
  // "xAI" and "eBay" may begin a sentence.
  if (rest !== '' && /^[\p{Ll},;]/u.test(rest) && !/^\p{Ll}{1,2}\p{Lu}/u.test(rest)) return false;
  // "U.S. Customs" continues a sentence, "in the U.S. The rule" ends one: an abbreviation never ends a sentence, the safer mistake.
  return rest === '' || !ABBREVIATION.test(text.slice(Math.max(0, at - 12), at));
}

/**
 * The sentences of one block, with offsets into the whole text. Ends are 。！？…!? and a full stop before space or end, guarded against
 * abbreviations; closing quotes and brackets stay with their sentence.
 */
export function splitSentences(text: string, block: Span): Span[] {
  const sentences: Span[] = [];
  let start = block.start;
  const push = (end: number): void => {
    while (start < end && /\s/u.test(text.charAt(start))) start += 1;
    if (end > start && /[\p{L}\p{N}]/u.test(text.slice(start, end))) sentences.push({ start, end });
    start = end;
  };
  for (let at = block.start; at < block.end; at += 1) {
    if (!endsSentence(text, at, block.end)) continue;
    let end = at + 1;
    while (end < block.end && (CLOSERS.test(text.charAt(end)) || '！？!?…'.includes(text.charAt(end)))) end += 1;
    push(end);
    at = end - 1;
  }
  push(block.end);
  return sentences;
}

/**
 * The comma clauses of a sentence, with offsets into the whole text. A comma inside a number, and marks inside brackets, separate nothing.
 * Expects folded text (ASCII marks).
 */
export function splitClauses(folded: string, sentence: Span): Span[] {
  const clauses: Span[] = [];
  let start = sentence.start;
  let depth = 0;
  for (let at = sentence.start; at < sentence.end; at += 1) {
    const mark = folded.charAt(at);
    if (mark === '(') depth += 1;
    else if (mark === ')') depth = Math.max(0, depth - 1);
    else if (depth === 0 && (mark === ';' || mark === '—' || isCommaBetweenClauses(folded, at, mark))) {
      clauses.push({ start, end: at });
      start = at + 1;
    }
  }
  clauses.push({ start, end: sentence.end });
  return clauses.filter((clause) => folded.slice(clause.start, clause.end).trim() !== '');
}

function isCommaBetweenClauses(folded: string, at: number, mark: string): boolean {
  if (mark !== ',' && mark !== ':') return false;
  return !(/\d/u.test(folded.charAt(at - 1)) && /\d{2}/u.test(folded.slice(at + 1, at + 3)));
}
