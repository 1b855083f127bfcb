import { z } from 'zod';
import { LOCALES } from '#src/domain/locale/locale.js';
import { timeZoneIn } from './subscriber.dto.js';

export const importQuerySchema = z.strictObject({
  locale: z.enum(LOCALES).describe('For rows without a locale of their own.'),
  timeZone: timeZoneIn.default('UTC'),
  dryRun: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .describe('Judge every row, write nothing.'),
});
export type ImportQuery = z.infer<typeof importQuerySchema>;

export const importReportSchema = z
  .strictObject({
    importId: z.uuid(),
    read: z.int().describe('Rows below the header; the sum of all the other counts.'),
    created: z.int(),
    alreadyThere: z.int(),
    left: z.int().describe('Left before; an import never brings them back.'),
    suppressed: z.int().describe('Never mailed again; not added.'),
    repeated: z.int().describe('Name an address that an earlier row named; the first row counts.'),
    faulty: z.int(),
    faults: z
      .array(
        z.strictObject({
          line: z.int(),
          field: z.enum(['email', 'name', 'locale', 'time_zone', 'row']),
          message: z.string(),
        }),
      )
      .describe('The first 100.'),
  })
  .meta({ id: 'ImportReport' });
