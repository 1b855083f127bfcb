import { z } from 'zod';
import { PROVIDERS } from '#src/domain/delivery/provider.js';

const seconds = z.number().min(0);

export const laneKeySchema = z
  .strictObject({
    relay: z.string().min(1).max(63).describe('Name of the relay, as in `RELAYS`; with `SMTP_URL` alone its host.'),
    provider: z.enum(PROVIDERS).describe('Receiving provider.'),
  })
  .meta({ id: 'LaneKey' });

export const laneListSchema = z
  .strictObject({
    relays: z.array(
      z.strictObject({
        name: z.string(),
        weight: z.int(),
        connections: z.int().describe('Of each worker process.'),
        lanes: z
          .array(
            z.strictObject({
              provider: z.enum(PROVIDERS),
              heldSeconds: seconds.nullable().describe('Nothing goes for so long; null when it is not held.'),
              heldReason: z.string().nullable().describe("The provider's words."),
              perSecond: z.number().nullable().describe('Learnt pace now; null without a limit.'),
            }),
          )
          .describe('Receiving providers that have held or slowed this relay; all others go freely.'),
      }),
    ),
  })
  .meta({ id: 'LaneList', description: 'What all workers together know of lanes.' });

export type LaneKey = z.infer<typeof laneKeySchema>;
export type LaneList = z.infer<typeof laneListSchema>;
