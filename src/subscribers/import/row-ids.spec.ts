import { Clock } from '#src/foundation/clock/clock.js';
import { RowIds } from './row-ids.js';

class StandingClock extends Clock {
  constructor(public time: number) {
    super();
  }
  override now(): Date {
    return new Date(this.time);
  }
}

it('ids of rows are UUIDs of version 7, of their time and never the same', () => {
  const clock = new StandingClock(Date.UTC(2026, 0, 1));
  const ids = new RowIds(clock);
  const made = Array.from({ length: 5_000 }, () => ids.next());
  expect(new Set(made).size).toBe(5_000);
  for (const id of made) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(made[0]!.replaceAll('-', '').slice(0, 12), 16)).toBe(clock.time);
  clock.time += 60_000;
  const later = Array.from({ length: 1_000 }, () => ids.next()).at(-1)!;
  expect(later > made.at(-1)!).toBe(true);
});
