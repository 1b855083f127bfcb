import { z } from 'zod';
import { LOCALES } from '#src/domain/locale/locale.js';
import { timeZoneIn } from '../subscriber.dto.js';
import { IMPORT_FIELDS } from './columns.js';
import { ENCODINGS } from './encoding.js';
import { IMPORT_STATES } from './import-job.js';

const visibleLine = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}\u2028\u2029]*$/u, 'holds a line break or another control character');

export const uploadQuerySchema = z.strictObject({
  fileName: visibleLine(200).optional().describe('Shown in lists; what the file is, its bytes say.'),
});

const encoding = z
  .enum(ENCODINGS)
  .optional()
  .describe('Of a text file. Found by itself: UTF-8, UTF-16 and GB18030; big5 and windows-1252 only when given.');
const delimiter = z
  .string()
  .length(1)
  .regex(/^[^"\r\n]$/, 'must be one character, and no quote')
  .optional()
  .describe('Of a text file. Found by itself: comma, semicolon, tab, |.');
const sheet = z.string().max(200).optional().describe('Of a workbook; the first visible one when not given.');

export const previewQuerySchema = z.strictObject({
  encoding,
  delimiter,
  sheet,
  rows: z.coerce.number().int().min(1).max(100).default(10),
});
export type PreviewQuery = z.infer<typeof previewQuerySchema>;

const column = z.union([z.string().min(1).max(500), z.int().min(1).max(500)]).optional();
export const startImportSchema = z
  .strictObject({
    dryRun: z.boolean().default(false).describe('Judge every row and write the report; no subscriber is written.'),
    encoding,
    delimiter,
    sheet,
    hasHeader: z.boolean().optional().describe('Guessed when not given: a first row with an address in it is none.'),
    columns: z
      .strictObject({
        email: column.unwrap(),
        name: column.describe('The whole name.'),
        familyName: column.describe('Joined with `givenName` where a row has no `name`.'),
        givenName: column,
        locale: column,
        timeZone: column,
      })
      .optional()
      .describe('Name in the header, or number from 1. Guessed from Chinese and English names when not given.'),
    locale: z.enum(LOCALES).describe('For new people whose row has none.'),
    timeZone: timeZoneIn.default('UTC').describe('For new people whose row has none.'),
    existing: z
      .enum(['keep', 'update'])
      .default('keep')
      .describe(
        '`update` gives people who are there the name, locale and time zone of their row, where it has one. Never their status.',
      ),
    consent: z
      .strictObject({
        confirmedBy: visibleLine(120).describe('Who confirms that these people agreed to get this newsletter.'),
        basis: visibleLine(500).describe('How and when they agreed, in words.'),
      })
      .optional()
      .describe('Required unless it is a dry run. Kept with the consent of every new person.'),
  })
  .refine(({ dryRun, consent }) => dryRun || consent !== undefined, {
    path: ['consent'],
    message: 'is required: who confirms that these people agreed, and how they did',
  })
  .meta({ id: 'StartImport' });
export type StartImport = z.infer<typeof startImportSchema>;

export const importListQuerySchema = z.strictObject({
  cursor: z.uuid().optional().describe('`nextCursor` of the page before.'),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

const countsSchema = z.strictObject({
  added: z.int(),
  updated: z.int().describe('There already, with a profile that changed (`existing: update`).'),
  unchanged: z.int().describe('There already.'),
  left: z.int().describe('Left before; an import never brings them back.'),
  suppressed: z.int().describe('Never mailed again; not added, not changed.'),
  repeated: z.int().describe('Name an address that an earlier row named; the first sound row counts.'),
  rejected: z.int().describe('Faulty.'),
  warned: z.int().describe('Taken, but with a domain that looks mistyped or is of throw-away addresses.'),
});

export const importOutSchema = z
  .strictObject({
    id: z.uuid(),
    state: z
      .enum(IMPORT_STATES)
      .describe(
        '`checked`: a dry run is through. `stopped` may be resumed; `uploaded`, `checked` and `failed` may be started.',
      ),
    fileName: z.string().nullable(),
    format: z.enum(['text', 'xlsx']).nullable().describe('Of the table, unpacked.'),
    encoding: z.string().nullable().describe('As found; null for a workbook, or when it was not clear.'),
    bytes: z.int().describe('Of the table, unpacked.'),
    sha256: z.string().nullable().describe('Of the file as it was uploaded, in hex.'),
    actor: z.string(),
    dryRun: z.boolean().nullable().describe('null: not started yet.'),
    consent: z.strictObject({ confirmedBy: z.string(), basis: z.string() }).nullable(),
    rowsRead: z.int().describe('Rows below the header that are done: the sum of all counts but `warned`.'),
    shareRead: z.number().describe('How much of the file that is, from 0 to 1.'),
    counts: countsSchema.describe('After a dry run: what would have come of it.'),
    failure: z
      .strictObject({ code: z.string(), line: z.int(), message: z.string() })
      .nullable()
      .describe('Why it failed, after which line; the rows up to there are done.'),
    createdAt: z.string(),
    startedAt: z.string().nullable(),
    endedAt: z.string().nullable(),
  })
  .meta({ id: 'SubscriberImport' });
export type ImportOut = z.infer<typeof importOutSchema>;

export const importListSchema = z
  .strictObject({ items: z.array(importOutSchema), nextCursor: z.uuid().nullable() })
  .meta({ id: 'SubscriberImportList' });

export const previewSchema = z
  .strictObject({
    format: z.enum(['text', 'xlsx']),
    encoding: z.string().nullable(),
    delimiter: z.string().nullable(),
    sheet: z.string().nullable(),
    sheets: z.array(z.string()).nullable().describe('To choose from, in a workbook.'),
    hasHeader: z.boolean(),
    columns: z
      .partialRecord(z.enum(IMPORT_FIELDS), z.int())
      .describe('The mapping that a start without `columns` takes: field → number of the column, from 1.'),
    header: z.array(z.string()).nullable(),
    rows: z.array(z.strictObject({ line: z.int(), cells: z.array(z.string()) })).describe('The first ones.'),
  })
  .meta({ id: 'ImportPreview' });
export type ImportPreview = z.infer<typeof previewSchema>;
