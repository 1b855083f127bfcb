import { foldWords, type FoldedWords } from './folded-words.js';
import { mix, shingles } from './shingles.js';

/** Shingles that verdicts rest on: three characters of Han, three words of anything else. */
const SHORT_SHINGLE = 3;
/** Shingles that copies are found by: long enough that hardly two stories share one by chance. */
const LONG_SHINGLE = { han: 8, words: 5 };
/** One long shingle in so many is kept; short texts have few and keep more. */
const SAMPLED = { short: 4, long: 32 };
/** Below so many letters a simhash says little. */
export const SHORT_TEXT = 300;
const BANDS = 4;

export interface CopyFingerprint {
  words: FoldedWords;
  shingles: ReadonlySet<number>;
  /** Signed 64 bits. */
  simhash: bigint;
  /** Four numbers, each a quarter of the simhash below its index: hashes that differ in three bits or fewer share one. */
  bands: number[];
  /** Sample of the long shingles, sorted. */
  sketch: number[];
}

export function copyFingerprint(text: string): CopyFingerprint {
  const words = foldWords(text);
  const short = shingles(words, SHORT_SHINGLE);
  const [low, high] = simhashHalves(short);
  const simhash = BigInt.asIntN(64, (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0));
  return { words, shingles: short, simhash, bands: bandsOf(low, high), sketch: sketchOf(words) };
}

/** Each bit of the hash is what most shingles have there (Charikar 2002); two independent halves of 32 bits. */
function simhashHalves(all: ReadonlySet<number>): [low: number, high: number] {
  const votes = new Int32Array(64);
  for (const shingle of all) {
    const halves = [shingle, mix(shingle ^ 0x9e3779b9)];
    for (let bit = 0; bit < 64; bit += 1) {
      const isSet = (((halves[bit >> 5] ?? 0) >>> (bit & 31)) & 1) === 1;
      votes[bit] = (votes[bit] ?? 0) + (isSet ? 1 : -1);
    }
  }
  let low = 0;
  let high = 0;
  for (let bit = 0; bit < 32; bit += 1) {
    if ((votes[bit] ?? 0) > 0) low |= 1 << bit;
    if ((votes[bit + 32] ?? 0) > 0) high |= 1 << bit;
  }
  return [low, high];
}

function bandsOf(low: number, high: number): number[] {
  const quarters = [low & 0xffff, low >>> 16, high & 0xffff, high >>> 16];
  return Array.from({ length: BANDS }, (_, index) => (index << 16) | (quarters[index] ?? 0));
}

function sketchOf(words: FoldedWords): number[] {
  const long = shingles(words, words.isHan ? LONG_SHINGLE.han : LONG_SHINGLE.words);
  const oneIn = words.letters < SHORT_TEXT ? SAMPLED.short : SAMPLED.long;
  return [...long].filter((shingle) => (shingle & (oneIn - 1)) === 0).sort((a, b) => a - b);
}

/** Bits in which two hashes differ, 0 to 64. */
export function hamming(a: bigint, b: bigint): number {
  let rest = BigInt.asUintN(64, a ^ b);
  let bits = 0;
  for (; rest > 0n; rest &= rest - 1n) bits += 1;
  return bits;
}

/** Share of the smaller set that stands in the other one, 0 to 1. */
export function containment(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const one of small) if (large.has(one)) shared += 1;
  return small.size === 0 ? 0 : shared / small.size;
}
