import { z } from 'zod';
import { FEEDBACK_CLASSES } from '../feedback-class.js';
import { classifyReply } from '../bounce/rules/classify-reply.js';
import { momentOf, type ProviderReport } from './provider-report.js';

const MOST_EVENTS = 1_000;

const eventSchema = z
  .strictObject({
    id: z.string().min(1).max(200).describe('Your id of the event; what comes again under it is known.'),
    class: z.enum(FEEDBACK_CLASSES).optional().describe('Left out: it is found from code, status and reply.'),
    messageId: z.string().max(300).optional().describe('Message-ID of the mail, as we wrote it.'),
    recipient: z.string().max(320).optional(),
    code: z.int().min(200).max(599).optional().describe('SMTP reply code.'),
    status: z
      .string()
      .regex(/^[245]\.\d{1,3}\.\d{1,3}$/, 'is no RFC 3463 code, such as 5.1.1')
      .optional(),
    reply: z.string().max(2_000).optional().describe('What the receiving server said.'),
    at: z.iso.datetime({ offset: true }).optional(),
  })
  .refine(({ messageId, recipient }) => messageId !== undefined || recipient !== undefined, {
    path: ['messageId'],
    message: 'messageId or recipient is needed, or nobody knows which mail it is about',
  })
  .refine(
    (event) =>
      event.class !== undefined || event.code !== undefined || event.status !== undefined || event.reply !== undefined,
    {
      path: ['class'],
      message: 'class is needed where there is no code, status or reply',
    },
  );

export type GenericEvent = z.output<typeof eventSchema>;

/** The body of the generic webhook: one event, or an array of up to a thousand. */
export function genericSchemaFor(payload: unknown): z.ZodType<GenericEvent[]> {
  return Array.isArray(payload)
    ? z.array(eventSchema).min(1).max(MOST_EVENTS)
    : eventSchema.transform((event) => [event]);
}

export function reportsOf(events: readonly GenericEvent[]): ProviderReport[] {
  return events.map(({ id, class: kind, messageId, recipient, code, status, reply, at }) => {
    const words = { code: code ?? null, enhancedCode: status ?? null, text: reply ?? '' };
    const { class: found, rule } = classifyReply(words);
    return {
      ...(kind === undefined ? { kind: found, rule } : { kind, rule: 'generic:class' }),
      externalId: id,
      status: status ?? null,
      reply: reply ?? null,
      messageId: messageId ?? null,
      echo: null,
      providerMessageId: null,
      recipient: recipient ?? null,
      at: momentOf(at),
    };
  });
}
