import { z } from 'zod';
import { isTimeZone } from './time-zone.js';

/** ISO 8601: Monday is 1, Sunday is 7. */
const weekday = z.int().min(1).max(7);
const WALL_TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Days on which a digest is due. Day 29 to 31 do not exist in every month, so there is `last` in their place. */
export const dueDaysSchema = z.discriminatedUnion('each', [
  z.strictObject({ each: z.literal('day') }),
  z.strictObject({
    each: z.literal('week'),
    weekdays: z
      .array(weekday)
      .min(1)
      .max(7)
      .refine((days) => new Set(days).size === days.length, { message: 'names a weekday twice' }),
  }),
  z.strictObject({ each: z.literal('month-day'), day: z.union([z.int().min(1).max(28), z.literal('last')]) }),
  z.strictObject({
    each: z.literal('month-weekday'),
    nth: z.union([z.int().min(1).max(4), z.literal('last')]),
    weekday,
  }),
]);

/** When a digest is due: a wall time in an IANA zone on certain days. A day has one due time, also where clocks are changed. */
export const scheduleRuleSchema = z
  .strictObject({
    time: z.string().regex(WALL_TIME, 'is not a time of day like 09:00').describe('Wall time in the zone, HH:MM.'),
    zone: z.string().max(64).refine(isTimeZone, 'is not an IANA time zone like Asia/Shanghai'),
    days: dueDaysSchema,
  })
  .meta({ id: 'ScheduleRule' });

export type DueDays = z.infer<typeof dueDaysSchema>;
export type ScheduleRule = z.infer<typeof scheduleRuleSchema>;
