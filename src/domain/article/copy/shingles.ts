import type { FoldedWords } from './folded-words.js';

/**
 * Every run of `size` tokens as a 32-bit number (FNV-1a with a final mix). A text that is shorter gives one shingle of all it has.
 */
export function shingles({ tokens }: FoldedWords, size: number): Set<number> {
  const found = new Set<number>();
  const last = Math.max(0, tokens.length - size);
  for (let at = 0; at <= last && tokens.length > 0; at += 1) {
    let hash = 0x811c9dc5;
    for (let index = at; index < Math.min(at + size, tokens.length); index += 1)
      hash = hashInto(hash, tokens[index] ?? '');
    found.add(mix(hash));
  }
  return found;
}

/** 32-bit number of a word; `kind` keeps words of different kinds apart. */
export function hashWord(word: string, kind = ''): number {
  return mix(hashInto(hashInto(0x811c9dc5, kind), word));
}

function hashInto(start: number, text: string): number {
  let hash = start;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  // A mark between tokens, so that "ab c" is not "a bc".
  return Math.imul(hash ^ 0x1f, 0x01000193);
}

/** Every bit of the result depends on every bit before it; a signed integer, as PostgreSQL keeps it. */
export function mix(given: number): number {
  let hash = given;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
}
