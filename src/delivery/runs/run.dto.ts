import { z } from 'zod';
import { DELIVERY_STATES, RUN_STATES } from '#src/domain/delivery/delivery-state.js';

const limit = z.coerce.number().int().min(1).max(200).default(50);

export const runListQuerySchema = z.strictObject({
  state: z.enum(RUN_STATES).optional(),
  cursor: z.uuid().optional().describe('`nextCursor` of the page before.'),
  limit,
});
export const deliveryListQuerySchema = z.strictObject({
  state: z.enum(DELIVERY_STATES).optional(),
  cursor: z.uuid().optional(),
  limit,
});
export const pauseSchema = z
  .strictObject({ reason: z.string().trim().min(1).max(500).default('paused by an operator') })
  .meta({ id: 'PauseRun' });

const ids = z.array(z.uuid()).min(1).max(1_000).describe('Ids of uncertain deliveries.');
export const resendSchema = z.strictObject({ ids }).meta({ id: 'ResendUncertain' });
export const markSchema = z.strictObject({ ids, state: z.enum(['accepted', 'failed']) }).meta({ id: 'MarkUncertain' });
export const changedSchema = z
  .strictObject({
    ids: z.array(z.uuid()).describe('The deliveries that were changed; others were not, or no longer, eligible.'),
  })
  .meta({ id: 'ChangedDeliveries' });

const count = z.int().min(0);
export const runSchema = z
  .strictObject({
    editionId: z.uuid(),
    state: z.enum(RUN_STATES),
    outcome: z.string().nullable().describe('"sent", "finished with N uncertain", "cancelled"; null while it goes on.'),
    frozenCount: count.describe('Readers in the audience when it was frozen; the counts always add up to it.'),
    counts: z.strictObject(Object.fromEntries(DELIVERY_STATES.map((state) => [state, count]))),
    pausedReason: z.string().nullable(),
    startedAt: z.string(),
    expiresAt: z.string(),
    finishedAt: z.string().nullable(),
  })
  .meta({ id: 'Run' });
const speed = {
  accepted: count,
  deferrals: count.describe('Tries that were put off; one delivery may add several.'),
  failed: count,
  uncertain: count,
  suppressed: count,
  perSecond: z.number().describe('Accepted per second, smoothed over the last seconds.'),
};
export const progressSchema = z
  .strictObject({
    editionId: z.uuid(),
    state: z.enum(RUN_STATES),
    pausedReason: z.string().nullable(),
    frozenCount: count,
    ...speed,
    etaSeconds: count.nullable().describe('Time left at this speed; null while nothing moves.'),
    finishedAt: z.string().nullable(),
    providers: z.array(z.strictObject({ provider: z.string(), ...speed })),
  })
  .meta({
    id: 'RunProgress',
    description: 'As told by the workers each second; the counts of the run itself are counted in the ledger.',
  });
export const runListSchema = z
  .strictObject({ items: z.array(runSchema), nextCursor: z.uuid().nullable() })
  .meta({ id: 'RunList' });
export const deliveryListSchema = z
  .strictObject({
    items: z.array(
      z.strictObject({
        id: z.uuid(),
        subscriberId: z.uuid(),
        state: z.enum(DELIVERY_STATES),
        provider: z.string().describe('Receiving provider, e.g. google, qq; other when it is none of the large ones.'),
        attempt: count,
        code: z.int().nullable().describe('SMTP reply code of the last try.'),
        enhancedCode: z.string().nullable().describe('RFC 3463.'),
        reply: z.string().nullable(),
        relay: z.string().nullable().describe('The relay of the last try.'),
        phase: z.string().nullable().describe('How far the last try came: connect, auth, mail, rcpt, data, body, dot.'),
        resolution: z.string().nullable(),
        handedAt: z.string().nullable(),
        nextAttemptAt: z.string().nullable(),
      }),
    ),
    nextCursor: z.uuid().nullable(),
  })
  .meta({ id: 'DeliveryList' });

export type RunListQuery = z.infer<typeof runListQuerySchema>;
export type DeliveryListQuery = z.infer<typeof deliveryListQuerySchema>;
