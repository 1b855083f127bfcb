import { z } from 'zod';
import { LOCALES } from '#src/domain/locale/locale.js';

/** One render that many readers share. `html` and `text` hold personal slots, which `fillSlots` closes for one reader. */
export const compiledDigestSchema = z
  .strictObject({
    locale: z.enum(LOCALES),
    subject: z.string(),
    preheader: z.string(),
    html: z.string(),
    text: z.string(),
    mjml: z.string(),
    sizeBytes: z.int().min(0).describe('UTF-8 bytes of html before the slots are filled.'),
    warnings: z
      .array(z.string())
      .describe('Stable words first, e.g. "html.too-large: 104 kB …"; empty when the preflight found nothing.'),
  })
  .meta({ id: 'CompiledDigest' });

export type CompiledDigest = z.infer<typeof compiledDigestSchema>;
