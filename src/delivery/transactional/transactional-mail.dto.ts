import { z } from 'zod';
import { TRANSACTIONAL_KINDS, TRANSACTIONAL_STATES } from '#src/domain/delivery/transactional-mail.js';
import { LOCALES } from '#src/domain/locale/locale.js';

export const mailListQuerySchema = z.strictObject({
  kind: z.enum(TRANSACTIONAL_KINDS).optional(),
  state: z.enum(TRANSACTIONAL_STATES).optional(),
  cursor: z.uuid().optional().describe('`nextCursor` of the page before.'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type MailListQuery = z.infer<typeof mailListQuerySchema>;

const instant = z.string().describe('RFC 3339.');
export const mailListSchema = z
  .strictObject({
    items: z.array(
      z
        .strictObject({
          id: z.uuid().describe('Its Message-ID is <t.{id}@{domain of MAIL_FROM}>.'),
          kind: z.enum(TRANSACTIONAL_KINDS),
          locale: z.enum(LOCALES),
          state: z
            .enum(TRANSACTIONAL_STATES)
            .describe('`uncertain` with a nextAttemptAt will be resent once; without one it stays so.'),
          attempts: z.int().min(0),
          code: z.int().nullable().describe('SMTP reply code of the last try.'),
          enhancedCode: z.string().nullable().describe('RFC 3463.'),
          reply: z.string().nullable(),
          relay: z.string().nullable().describe('The relay of the last try.'),
          phase: z.string().nullable().describe('How far the last try came: compose, connect, auth, mail, …, dot.'),
          createdAt: instant,
          handedAt: instant.nullable(),
          nextAttemptAt: instant.nullable(),
          expiresAt: instant,
          endedAt: instant
            .nullable()
            .describe('When its address and contents were emptied; 30 days later it is deleted.'),
        })
        .meta({ id: 'TransactionalMail' }),
    ),
    nextCursor: z.uuid().nullable(),
  })
  .meta({ id: 'TransactionalMailList' });
