/** A sentence as weighed terms of length one. */
export type TermVector = ReadonlyMap<string, number>;

const SIMILAR = 0.05;
const DAMPING = 0.85;
const ROUNDS = 40;

/** tf-idf vectors of sentences, the idf taken among these sentences. */
export function termVectors(sentences: readonly (readonly string[])[]): TermVector[] {
  const spread = new Map<string, number>();
  for (const terms of sentences) for (const term of new Set(terms)) spread.set(term, (spread.get(term) ?? 0) + 1);
  return sentences.map((terms) => {
    const weights = new Map<string, number>();
    for (const term of terms) weights.set(term, (weights.get(term) ?? 0) + 1);
    let square = 0;
    for (const [term, count] of weights) {
      const weight = count * Math.log(1 + sentences.length / (spread.get(term) ?? 1));
      weights.set(term, weight);
      square += weight * weight;
    }
    const length = Math.sqrt(square);
    for (const [term, weight] of weights) weights.set(term, weight / length);
    return weights;
  });
}

/** Cosine of two vectors of length one. */
export function similarity(a: TermVector, b: TermVector): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [term, weight] of small) sum += weight * (large.get(term) ?? 0);
  return sum;
}

/**
 * How central each sentence is among all (LexRank, Erkan and Radev 2004): the stationary weight of a walk along similar sentences. 1 for the
 * most central one.
 */
export function centrality(vectors: readonly TermVector[]): number[] {
  const count = vectors.length;
  if (count === 0) return [];
  const edges = vectors.map((vector, row) =>
    vectors.map((other, column) => {
      const likeness = row === column ? 0 : similarity(vector, other);
      return likeness < SIMILAR ? 0 : likeness;
    }),
  );
  const sums = edges.map((row) => row.reduce((sum, edge) => sum + edge, 0));
  let rank = new Array<number>(count).fill(1 / count);
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = new Array<number>(count).fill((1 - DAMPING) / count);
    for (const [row, weights] of edges.entries()) {
      const share = (DAMPING * (rank[row] ?? 0)) / (sums[row] || 1);
      for (const [column, edge] of weights.entries()) if (edge > 0) next[column] = (next[column] ?? 0) + share * edge;
    }
    rank = next;
  }
  const most = Math.max(...rank);
  return rank.map((weight) => weight / most);
}
