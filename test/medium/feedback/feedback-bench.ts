import { randomUUID } from 'node:crypto';
import type { Type } from '@nestjs/common';
import { DeliveryModule } from '#src/delivery/index.js';
import { FeedbackApiModule, FeedbackBook, type FeedbackReport } from '#src/feedback/index.js';
import { FeedbackModule } from '#src/feedback/feedback.module.js';
import { aDeliveryBench } from '../delivery/delivery-bench.js';

export type Mailed = { id: string; edition_id: string; subscriber_id: string };

export const DAY = 86_400_000;

/** Deliveries of editions that were accepted on given days, straight in the ledger, and the door that takes what comes back about them. */
export async function aFeedbackBench(settings: Record<string, string> = {}, more: Type[] = []) {
  const bench = await aDeliveryBench(settings, [DeliveryModule, FeedbackModule, FeedbackApiModule, ...more]);
  const { query } = bench;
  const book = bench.api.app.get(FeedbackBook);
  return {
    ...bench,
    book,
    /** So many readers, and for each day ago an edition that all of them were sent. */
    async mailed(readers: number, daysAgo: readonly number[]): Promise<Mailed[][]> {
      const { readers: people } = await bench.aRunOver(readers);
      await query(
        `TRUNCATE delivery, delivery_run, delivery_slice, delivery_refusal, delivery_progress, feedback_event`,
      );
      const editions: Mailed[][] = [];
      for (const ago of daysAgo) {
        const editionId = randomUUID();
        await query(
          `INSERT INTO delivery_run (edition_id, state, frozen_count, message_domain, expires_at, started_at)
           VALUES ($1, 'finished', $2, 'tradewind.example', now(), now() - make_interval(secs => $3))`,
          [editionId, readers, ago * 86_400],
        );
        editions.push(
          await query(
            `INSERT INTO delivery (edition_id, subscriber_id, variant_id, state, smtp_code, reply, accepted_at, provider)
             SELECT $1, id, gen_random_uuid(), 'accepted', 250, '250 ok', now() - make_interval(secs => $3), 'google' FROM unnest($2::uuid[]) AS id
             RETURNING id, edition_id, subscriber_id`,
            [editionId, people.map(({ id }) => id), ago * 86_400],
          ),
        );
      }
      return editions;
    },
    suppressions: () =>
      query(`SELECT reason FROM suppression ORDER BY reason`).then((rows: { reason: string }[]) =>
        rows.map(({ reason }) => reason),
      ),
    events: () => query(`SELECT * FROM feedback_event ORDER BY id`),
  };
}
export type FeedbackBench = Awaited<ReturnType<typeof aFeedbackBench>>;

export function aReport(given: Partial<FeedbackReport> = {}): FeedbackReport {
  return {
    kind: 'hard',
    source: 'ses',
    externalId: randomUUID(),
    rule: 'test',
    status: null,
    reply: null,
    deliveryId: null,
    isForeign: false,
    providerMessageId: null,
    recipient: null,
    at: null,
    ...given,
  };
}

export const daysAgo = (days: number): Date => new Date(Date.now() - days * DAY);
