/** What becomes of due times that have come: at most one begins, whatever was slept through. */
export type CatchUp = { begin: Date | null; missed: Date[] };

/**
 * After a pause of the scheduler, only the latest due time begins, and only within the grace; all others are missed, and shown as such.
 * `due` is in order and not in the future.
 */
export function catchUp(due: readonly Date[], now: Date, graceSeconds: number): CatchUp {
  const latest = due.at(-1);
  if (latest === undefined) return { begin: null, missed: [] };
  const isLate = now.getTime() - latest.getTime() > graceSeconds * 1_000;
  return isLate ? { begin: null, missed: [...due] } : { begin: latest, missed: due.slice(0, -1) };
}
