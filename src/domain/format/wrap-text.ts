import LineBreaker from 'linebreak';
import { displayWidth } from './display-width.js';

const URL = /https?:\/\/[^\s<>"，。；！？、（）《》「」“”]+|⟦[a-z-]+⟧/gu;

/**
 * Breaks text into lines of at most `width` columns where UAX #14 allows it: between Chinese characters, at spaces in English, never before
 * a closing mark. A URL is never broken; one longer than a line stands alone on its line.
 */
export function wrapText(text: string, width: number, indent = { first: '', rest: '' }): string {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) lines.push(...wrapParagraph(paragraph.trim(), width, indent, lines.length));
  return lines.join('\n');
}

function wrapParagraph(text: string, width: number, indent: { first: string; rest: string }, before: number): string[] {
  const lines: string[] = [];
  const margin = () => (before + lines.length === 0 ? indent.first : indent.rest);
  let line = '';
  for (const piece of pieces(text)) {
    if (line !== '' && displayWidth(margin() + (line + piece).trimEnd()) > width) {
      lines.push(margin() + line.trimEnd());
      line = piece.trimStart();
    } else {
      line += piece;
    }
  }
  lines.push((margin() + line).trimEnd());
  return lines;
}

/** The smallest runs that may not be broken. */
function pieces(text: string): string[] {
  const urls = [...text.matchAll(URL)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
  const result: string[] = [];
  const breaker = new LineBreaker(text);
  let start = 0;
  for (let next = breaker.nextBreak(); next !== null; next = breaker.nextBreak()) {
    const { position } = next;
    if (position === 0 || urls.some((url) => position > url.start && position < url.end)) continue;
    result.push(text.slice(start, position));
    start = position;
  }
  if (start < text.length) result.push(text.slice(start));
  return result;
}
