import { z } from 'zod';
import type { Rung } from './ladder.js';

/** Why a reply is no answer. */
export const REPLY_FAULTS = [
  'not-a-reply',
  'truncated',
  'refused',
  'no-content',
  'not-json',
  'wrong-shape',
  'wrong-count',
] as const;
export type ReplyFault = (typeof REPLY_FAULTS)[number];
export type Reply<T> = { ok: true; value: T } | { ok: false; fault: ReplyFault };

const replySchema = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({
          content: z.string().nullish(),
          refusal: z.string().nullish(),
          tool_calls: z.array(z.object({ function: z.object({ name: z.string(), arguments: z.string() }) })).nullish(),
        }),
      }),
    )
    .min(1),
});

/**
 * The answer in a reply, or what is wrong with it. Whether it was cut off is asked before it is parsed, since what is left of a list can be valid
 * JSON. Nothing is repaired: no text around the JSON is cut away, no quote is closed.
 */
export function readReply<T>(body: string, rung: Rung, schema: z.ZodType<T>): Reply<T> {
  const reply = replySchema.safeParse(parse(body));
  const choice = reply.data?.choices[0];
  if (choice === undefined) return { ok: false, fault: 'not-a-reply' };
  if (choice.finish_reason === 'length') return { ok: false, fault: 'truncated' };
  const { content, refusal, tool_calls: calls } = choice.message;
  if (choice.finish_reason === 'content_filter' || (refusal ?? '') !== '') return { ok: false, fault: 'refused' };
  const answer = rung === 'tool' ? calls?.[0]?.function.arguments : content;
  if (answer === undefined || answer === null || answer.trim() === '') return { ok: false, fault: 'no-content' };
  const json = parse(answer);
  if (json === undefined) return { ok: false, fault: 'not-json' };
  const value = schema.safeParse(json);
  return value.success ? { ok: true, value: value.data } : { ok: false, fault: 'wrong-shape' };
}

/** The same for a list that says its own length. */
export function readCounted<T extends { count: number; shifts: readonly unknown[] }>(
  body: string,
  rung: Rung,
  schema: z.ZodType<T>,
): Reply<T> {
  const reply = readReply(body, rung, schema);
  return reply.ok && reply.value.count !== reply.value.shifts.length ? { ok: false, fault: 'wrong-count' } : reply;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
