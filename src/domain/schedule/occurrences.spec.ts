import { DateTime } from 'luxon';
import { occurrencesAfter, occurrencesBetween } from './occurrences.js';
import { scheduleRuleSchema, type DueDays, type ScheduleRule } from './schedule-rule.js';

const ZONES = [
  'Asia/Shanghai', 'Asia/Taipei', 'America/New_York', 'America/Los_Angeles', 'Europe/Berlin', 'Africa/Cairo', 'Australia/Lord_Howe', 'Asia/Kathmandu',
] as const; // prettier-ignore
const TIMES = ['00:00', '01:45', '02:30'] as const;

/** Days of 2026 in a zone, told by another library than the one that is tested. */
function daysOf2026(zone: string): DateTime[] {
  const first = DateTime.fromObject({ year: 2026, month: 1, day: 1, hour: 12 }, { zone });
  return Array.from({ length: 365 }, (_, day) => first.plus({ days: day }));
}

/** The first instant of that local day at which a clock on the wall shows the time or more; minute by minute where clocks are changed. */
function firstInstant(day: DateTime, time: string): string {
  const wanted = Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  const start = day.startOf('day');
  const isPlain = start.hour === 0 && start.offset === day.endOf('day').offset;
  let at = start.plus({ minutes: isPlain ? wanted : 0 });
  while (at.toISODate() === day.toISODate() && at.hour * 60 + at.minute < wanted) at = at.plus({ minutes: 1 });
  return at.toJSDate().toISOString();
}

function isDue(day: DateTime, days: DueDays): boolean {
  const isLastOfItsKind = day.plus({ weeks: 1 }).month !== day.month;
  switch (days.each) {
    case 'day':
      return true;
    case 'week':
      return days.weekdays.includes(day.weekday);
    case 'month-day':
      return days.day === 'last' ? day.plus({ days: 1 }).month !== day.month : day.day === days.day;
    case 'month-weekday':
      return (
        day.weekday === days.weekday && (days.nth === 'last' ? isLastOfItsKind : Math.ceil(day.day / 7) === days.nth)
      );
  }
}

const between = (rule: ScheduleRule): string[] =>
  occurrencesBetween(rule, new Date('2025-12-30T00:00:00Z'), new Date('2027-01-03T00:00:00Z'), 10_000)
    .map((at) => DateTime.fromJSDate(at, { zone: rule.zone }))
    .filter((at) => at.year === 2026)
    .map((at) => at.toJSDate().toISOString());

const DAYS: DueDays[] = [
  { each: 'day' },
  { each: 'week', weekdays: [1, 4, 7] },
  { each: 'month-day', day: 15 },
  { each: 'month-day', day: 'last' },
  { each: 'month-weekday', nth: 2, weekday: 7 },
  { each: 'month-weekday', nth: 'last', weekday: 5 },
];

describe('due times of a schedule', () => {
  it.each(ZONES)('agree with an independent oracle through a year in %s', (zone) => {
    const year = daysOf2026(zone);
    for (const time of TIMES) {
      const instants = year.map((day) => firstInstant(day, time));
      for (const days of time === '02:30' ? DAYS : DAYS.slice(0, 1)) {
        const wanted = instants.filter((_, at) => isDue(year[at] ?? DateTime.invalid('no day'), days));
        expect(between({ time, zone, days })).toEqual(wanted);
      }
    }
  });

  it('are the next ones after an instant, itself excluded', () => {
    const rule: ScheduleRule = { time: '09:00', zone: 'Asia/Shanghai', days: { each: 'week', weekdays: [5] } };
    const next = occurrencesAfter(rule, new Date('2026-11-27T01:00:00Z'), 2).map((at) => at.toISOString());
    expect(next).toEqual(['2026-12-04T01:00:00.000Z', '2026-12-11T01:00:00.000Z']);
  });

  it('keep the latest when more were slept through than are asked for', () => {
    const rule: ScheduleRule = { time: '00:00', zone: 'Etc/UTC', days: { each: 'day' } };
    const found = occurrencesBetween(rule, new Date('2020-01-01T00:00:00Z'), new Date('2026-01-01T00:00:00Z'), 2);
    expect(found.map((at) => at.toISOString())).toEqual(['2025-12-31T00:00:00.000Z', '2026-01-01T00:00:00.000Z']);
  });

  it.each([
    ['time', { time: '24:00', zone: 'Etc/UTC', days: { each: 'day' } }],
    ['zone', { time: '09:00', zone: '+08:00', days: { each: 'day' } }],
    ['zone', { time: '09:00', zone: 'Asia/Atlantis', days: { each: 'day' } }],
    ['days', { time: '09:00', zone: 'Etc/UTC', days: { each: 'month-day', day: 31 } }],
    ['days', { time: '09:00', zone: 'Etc/UTC', days: { each: 'week', weekdays: [1, 1] } }],
  ])('are refused for a wrong %s, by name', (field, rule) => {
    const parsed = scheduleRuleSchema.safeParse(rule);
    expect(parsed.error?.issues[0]?.path[0]).toBe(field);
  });
});
