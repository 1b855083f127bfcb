/** How the volume of a new address may grow: `firstDay` messages on the day it starts, times `growth` each day after. */
export type WarmUp = { startsOn: string; firstDay: number; growth: number };

const DAY_MS = 86_400_000;

/** Messages allowed on a day (UTC); nothing before the start; undefined once the curve has outgrown any need for it. */
export function warmUpLimit({ startsOn, firstDay, growth }: WarmUp, now: Date): number | undefined {
  const days = Math.floor((now.getTime() - Date.parse(`${startsOn}T00:00:00Z`)) / DAY_MS);
  if (days < 0) return 0;
  const limit = Math.floor(firstDay * growth ** days);
  return limit > LARGEST ? undefined : limit;
}

const LARGEST = 10_000_000;
