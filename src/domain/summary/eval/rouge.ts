/** F1 of recall and precision, between 0 and 1. */
export interface RougeScore {
  rouge1: number;
  rouge2: number;
  rougeL: number;
}

/** Units that are compared: each Han character, each number, each word of another script in lower case. */
export function rougeUnits(text: string): string[] {
  return text.toLowerCase().match(/\p{Script=Han}|\d+(?:[.,]\d+)*|[^\P{L}\p{Script=Han}]+/gu) ?? [];
}

/**
 * How much of a reference summary another one says (Lin 2004): overlap of single units, of pairs, and the longest common subsequence. Only a
 * yardstick for comparing methods on one text.
 */
export function rouge(candidate: string, reference: string): RougeScore {
  const [own, wanted] = [rougeUnits(candidate), rougeUnits(reference)];
  return {
    rouge1: overlap(own, wanted),
    rouge2: overlap(pairs(own), pairs(wanted)),
    rougeL: f1(longestCommon(own, wanted), own.length, wanted.length),
  };
}

function pairs(units: readonly string[]): string[] {
  return units.slice(1).map((unit, index) => `${units[index] ?? ''} ${unit}`);
}

function overlap(own: readonly string[], wanted: readonly string[]): number {
  const left = new Map<string, number>();
  for (const unit of wanted) left.set(unit, (left.get(unit) ?? 0) + 1);
  let hits = 0;
  for (const unit of own) {
    const count = left.get(unit) ?? 0;
    if (count === 0) continue;
    hits += 1;
    left.set(unit, count - 1);
  }
  return f1(hits, own.length, wanted.length);
}

function longestCommon(own: readonly string[], wanted: readonly string[]): number {
  let row = new Array<number>(wanted.length + 1).fill(0);
  for (const unit of own) {
    const next = [0];
    for (const [index, other] of wanted.entries()) {
      next.push(unit === other ? (row[index] ?? 0) + 1 : Math.max(row[index + 1] ?? 0, next[index] ?? 0));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

function f1(hits: number, own: number, wanted: number): number {
  return hits === 0 ? 0 : (2 * hits) / (own + wanted);
}
