import { splitBlocks, type Span } from '../text/block.js';
import { foldText } from '../text/fold-text.js';
import { splitSentences } from '../text/sentence.js';

/** One sentence that a summary may quote. */
export interface PoolSentence extends Span {
  /** Position among all sentences of the article's body. */
  index: number;
  paragraph: number;
  text: string;
  /** Where in the text it begins, 0 to 1. */
  place: number;
  /** Folded and in lower case, for comparing. */
  folded: string;
  /** Units for comparing sentences: pairs of Han characters, whole words and numbers. */
  terms: readonly string[];
}

/** A summary of more is one of the beginning; also bounds the comparison of every sentence with every other. */
const MAX_SENTENCES = 400;
const MIN_UNITS = 6;

/**
 * The sentences of an article's body, whole and in order; `text.slice(start, end)` is each. Titles, headings and boilerplate are none, nor
 * are questions, which state nothing.
 */
export function poolOf(text: string, title = ''): PoolSentence[] {
  const folded = foldText(text);
  const pool: PoolSentence[] = [];
  let index = 0;
  for (const [paragraph, block] of splitBlocks(text).entries()) {
    if (block.role !== 'body' || text.slice(block.start, block.end) === title.trim()) continue;
    for (const { start, end } of splitSentences(folded, block)) {
      if (pool.length === MAX_SENTENCES) return pool;
      const words = folded.slice(start, end).toLowerCase();
      const terms = termsOf(words);
      index += 1;
      if (terms.length < MIN_UNITS || /[?？][”"’」]?$/u.test(words)) continue;
      pool.push({
        start,
        end,
        text: text.slice(start, end),
        place: start / text.length,
        index,
        paragraph,
        folded: words,
        terms,
      });
    }
  }
  return pool;
}

const RUN = /(?<han>\p{Script=Han}+)|\d+(?:[.,]\d+)*|[^\P{L}\p{Script=Han}]+/gu;
const STOP = new Set(
  'the a an and or of to in on for with at by from as is are was were be been it its this that which will would has have had he she they their his her not but'.split(' '),
); // prettier-ignore

function termsOf(folded: string): string[] {
  const terms: string[] = [];
  for (const match of folded.matchAll(RUN)) {
    const run = match[0];
    if (match.groups?.['han'] === undefined) {
      if (!STOP.has(run)) terms.push(run);
    } else if (run.length === 1) terms.push(run);
    else for (let at = 0; at + 1 < run.length; at += 1) terms.push(run.slice(at, at + 2));
  }
  return terms;
}
