/** Asks again until the answer is there; fails with the last one after `seconds`. */
export async function eventually<T>(
  seconds: number,
  ask: () => Promise<T | undefined>,
  what = 'the expected state',
): Promise<T> {
  const end = performance.now() + seconds * 1_000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > end) throw new Error(`waited ${seconds} s in vain for ${what}`);
    await new Promise((done) => setTimeout(done, 25));
  }
}
