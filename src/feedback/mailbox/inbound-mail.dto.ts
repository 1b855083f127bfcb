import { z } from 'zod';

const STATES = ['waiting', 'read', 'failed'] as const;
const KINDS = ['bounce', 'complaint', 'unsubscribe', 'auth-report', 'auto-reply', 'other'] as const;

export const inboundMailQuerySchema = z.strictObject({
  matched: z.stringbool().optional().describe('false: those that told nothing about a reader of ours.'),
  kind: z.enum(KINDS).optional(),
  state: z.enum(STATES).optional(),
  cursor: z.uuid().optional().describe('`nextCursor` of the page before.'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const inboundMailOutSchema = z
  .strictObject({
    id: z.uuid(),
    source: z.enum(['smtp', 'imap']),
    state: z.enum(STATES).describe('failed: reading it failed three times; POST …/retry asks for another try.'),
    kind: z.enum(KINDS).nullable(),
    sign: z.string().nullable().describe('Why it is of this kind.'),
    isMatched: z.boolean().describe('It told something about a reader of ours: an event at /api/admin/feedback.'),
    bytes: z.int().describe('What is kept of it, at most 524,288.'),
    receivedAt: z.string(),
  })
  .meta({ id: 'InboundMail' });

export const inboundMailListSchema = z
  .strictObject({ items: z.array(inboundMailOutSchema), nextCursor: z.uuid().nullable() })
  .meta({ id: 'InboundMailList' });

export type InboundMailQuery = z.infer<typeof inboundMailQuerySchema>;
export type InboundMailList = z.infer<typeof inboundMailListSchema>;
