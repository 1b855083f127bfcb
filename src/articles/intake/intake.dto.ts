import { z } from 'zod';
import { isZone } from '#src/domain/ingest/zones.js';
import { LOCALES } from '#src/domain/locale/locale.js';
import { isStorable, NOT_STORABLE } from '#src/domain/text/storable.js';
import { webUrl } from '../sources/source.dto.js';

const words = (most: number) => z.string().trim().min(1).max(most).refine(isStorable, NOT_STORABLE);
const language = z.enum(LOCALES).optional().describe('Left out, it is detected.');

export const fromUrlSchema = z
  .strictObject({
    url: webUrl,
    title: words(300).optional().describe('Left out: what the page calls itself.'),
    publisher: words(200).optional(),
    language,
    zone: z
      .string()
      .max(64)
      .refine(isZone, 'is no IANA time zone')
      .default('UTC')
      .describe('Of a date that names none.'),
  })
  .meta({ id: 'ArticleFromUrl' });

export const fromFileQuerySchema = z.strictObject({
  fileName: words(300).describe('Its ending says what it is: .txt, .md, .html, .htm or .docx.'),
  title: words(300).optional().describe('Left out: its first heading, or its name.'),
  sourceUrl: webUrl.optional(),
  publisher: words(200).optional(),
  language,
});

/** `html` and `text` both left out: the page is fetched. */
export const clipSchema = z
  .strictObject({
    url: webUrl,
    title: z.string().max(1_000).optional(),
    html: z.string().max(2_000_000).optional().describe('What was selected, with its markup.'),
    text: z.string().max(2_000_000).optional().describe('What was selected, as plain words.'),
    language,
  })
  .meta({ id: 'Clip' });

export const clipperInSchema = z
  .strictObject({ label: words(100).describe('Whose it is.') })
  .meta({ id: 'NewClipper' });
const clipper = z.strictObject({
  id: z.uuid(),
  label: z.string(),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
});
export const clipperListSchema = z.strictObject({ items: z.array(clipper) }).meta({ id: 'ClipperList' });
export const newClipperSchema = clipper
  .extend({
    token: z.string().describe('For programs: POST it with the clip to /clip. Shown once.'),
    snippet: z.string().describe('Save it as a bookmark.'),
  })
  .meta({ id: 'NewClipperOut' });

export type FromUrl = z.infer<typeof fromUrlSchema>;
export type FromFile = z.infer<typeof fromFileQuerySchema>;
export type Clip = z.infer<typeof clipSchema>;
export type Clipper = z.infer<typeof clipper>;
