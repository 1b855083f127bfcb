import { z } from 'zod';
import { LOCALES } from '#src/domain/locale/locale.js';
import { ENCODINGS } from './encoding.js';

export const IMPORT_STATES = ['uploading', 'uploaded', 'running', 'stopped', 'checked', 'finished', 'failed'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** Rows by what came of them; their sum is `rowsRead`. `warned` rows are counted among the others as well. */
export const NO_COUNTS = {
  added: 0,
  updated: 0,
  unchanged: 0,
  left: 0,
  suppressed: 0,
  repeated: 0,
  rejected: 0,
  warned: 0,
};
export type ImportCounts = typeof NO_COUNTS;

const place = z.int().min(0);

/** How a run goes, settled at its start and kept with it: whoever goes on with it reads the same rows in the same way. */
export const importSettingsSchema = z.strictObject({
  dryRun: z.boolean(),
  form: z.discriminatedUnion('format', [
    z.strictObject({ format: z.literal('text'), encoding: z.enum(ENCODINGS), delimiter: z.string() }),
    z.strictObject({ format: z.literal('xlsx'), sheet: z.string() }),
  ]),
  hasHeader: z.boolean(),
  places: z.strictObject({
    email: place,
    name: place.optional(),
    familyName: place.optional(),
    givenName: place.optional(),
    locale: place.optional(),
    timeZone: place.optional(),
    width: z.int().nullable(),
  }),
  locale: z.enum(LOCALES),
  timeZone: z.string(),
  existing: z.enum(['keep', 'update']),
  consent: z.strictObject({ confirmedBy: z.string(), basis: z.string() }).nullable(),
});
export type ImportSettings = z.infer<typeof importSettingsSchema>;

export type ImportFailure = { code: string; line: number; message: string };
