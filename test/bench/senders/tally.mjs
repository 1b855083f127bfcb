/** Hands out reader numbers until so many were sent or the time is over, and prints what it cost. */
export function aTally({ count, seconds }) {
  const begun = performance.now();
  const cpuAtStart = process.cpuUsage();
  let last = 0;
  process.stdin.on('end', () => process.exit(1)).resume();
  return {
    next: () => (last >= count || performance.now() - begun > seconds * 1_000 ? undefined : ++last),
    print() {
      const { user, system } = process.cpuUsage(cpuAtStart);
      process.stdout.write(`${JSON.stringify({ sent: last, cpuSeconds: (user + system) / 1e6 })}\n`);
    },
  };
}
