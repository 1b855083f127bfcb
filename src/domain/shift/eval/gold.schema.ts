import { z } from 'zod';

const span = z.object({ start: z.int().min(0), end: z.int().min(0), quote: z.string().optional() });
const goldAmount = z.object({
  text: z.string(),
  value: z.number().nullable().optional(),
  min: z.number().nullable().optional(),
  max: z.number().nullable().optional(),
  currency: z.string().nullable().optional(),
  unit: z.string().optional(),
});
const goldDate = z.object({ text: z.string(), start: z.string().nullable(), end: z.string().nullable() });

export const goldShiftSchema = z.object({
  id: z.string(),
  /** must: counts for recall; should: counts as right when found; may: neither credit nor penalty. */
  tier: z.enum(['must', 'should', 'may']),
  actor: z.string(),
  kind: z.string(),
  kindsAccepted: z.array(z.string()).optional(),
  /** Records that may hold this one, if its quote is kept. */
  mergeable: z.array(z.string()).optional(),
  amount: goldAmount.nullable().optional(),
  date: goldDate.nullable().optional(),
  evidence: z.array(span).min(1),
});

/** What an annotator found in an article. Offsets are UTF-16 code units into the raw file. */
export const goldSchema = z.object({
  source: z
    .object({
      file: z.string().optional(),
      title: z.string().nullable().optional(),
      publishedAt: z.string().nullable().optional(),
    })
    .optional(),
  shifts: z.array(goldShiftSchema),
  /** Passages that look like a shift and are none. */
  negatives: z.array(span.extend({ id: z.string(), why: z.string() })).default([]),
});

export type Gold = z.infer<typeof goldSchema>;
export type GoldShift = z.infer<typeof goldShiftSchema>;
