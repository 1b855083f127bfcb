import { z } from 'zod';
import { SUBSCRIBER_STATUSES } from '#src/domain/consent/standing.js';
import { LOCALES } from '#src/domain/locale/locale.js';

export const exportQuerySchema = z.strictObject({
  format: z.enum(['csv', 'ndjson', 'json']).default('csv'),
  status: z.enum(SUBSCRIBER_STATUSES).optional(),
  locale: z.enum(LOCALES).optional(),
  bom: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .describe('CSV only: a byte-order mark, so that Excel reads UTF-8.'),
});
export type ExportQuery = z.infer<typeof exportQuerySchema>;
