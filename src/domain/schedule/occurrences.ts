import { Cron } from 'croner';
import type { DueDays, ScheduleRule } from './schedule-rule.js';

/**
 * The next due times after an instant (itself excluded), in order. A wall time that is skipped when clocks go forward is due at the first
 * instant after the gap; one that comes twice is due the first time.
 */
export function occurrencesAfter(rule: ScheduleRule, after: Date, count: number): Date[] {
  return cronOf(rule).nextRuns(count, after);
}

/** Every due time in (after, until], at most `most` of them: the oldest ones are left out, since they are the first to be missed. */
export function occurrencesBetween(rule: ScheduleRule, after: Date, until: Date, most: number): Date[] {
  const found: Date[] = [];
  const cron = cronOf(rule);
  for (let next = cron.nextRun(after); next !== null && next <= until; next = cron.nextRun(next)) {
    found.push(next);
    if (found.length > most) found.shift();
  }
  return found;
}

function cronOf({ time, zone, days }: ScheduleRule): Cron {
  const [hour, minute] = time.split(':').map(Number);
  return new Cron(`0 ${String(minute)} ${String(hour)} ${dayFields(days)}`, {
    timezone: zone,
    paused: true,
  });
}

/** Day of month, month, day of week. */
function dayFields(days: DueDays): string {
  switch (days.each) {
    case 'day':
      return '* * *';
    case 'week':
      return `* * ${days.weekdays.join(',')}`;
    case 'month-day':
      return `${days.day === 'last' ? 'L' : String(days.day)} * *`;
    case 'month-weekday':
      return `* * ${String(days.weekday)}#${days.nth === 'last' ? 'L' : String(days.nth)}`;
  }
}
