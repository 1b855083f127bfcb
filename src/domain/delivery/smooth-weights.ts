/** One of those who take turns. */
export type Turn = { weight: number; credit: number };

/**
 * Whose turn it is, each as often as its weight says and as evenly spread as can be; the credits are carried on from turn to turn.
 * Undefined when there is nobody.
 */
export function nextTurn<T extends Turn>(all: readonly T[]): T | undefined {
  let chosen: T | undefined;
  let total = 0;
  for (const one of all) {
    one.credit += one.weight;
    total += one.weight;
    if (chosen === undefined || one.credit > chosen.credit) chosen = one;
  }
  if (chosen !== undefined) chosen.credit -= total;
  return chosen;
}
