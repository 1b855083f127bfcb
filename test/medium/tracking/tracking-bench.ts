import { randomUUID } from 'node:crypto';
import PostalMime from 'postal-mime';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { DeliveryModule, DeliveryPlanner } from '#src/delivery/index.js';
import { Lanes } from '#src/delivery/lanes/lanes.js';
import { LOCALES } from '#src/domain/locale/locale.js';
import { FeedbackApiModule, FeedbackModule } from '#src/feedback/index.js';
import { TrackingRollUp } from '#src/feedback/tracking/tracking-roll-up.js';
import { Tokens } from '#src/foundation/tokens/tokens.js';
import type { TrackedForm } from '#src/rendering/index.js';
import { SiteModule } from '#src/site/index.js';
import { SubscribersModule } from '#src/subscribers/index.js';
import { bearer } from '../../support/api-app.js';
import { aCompiledDigest, someSubscribers } from '../../support/builders.js';
import { aDeliveryBench } from '../delivery/delivery-bench.js';

export const PERSON = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36';

/** A render whose links lead to `urls`; `⟦link-1⟧` is the first of them. */
export function aTrackedForm(urls: readonly string[]): TrackedForm {
  const anchors = urls.map((_, index) => `<a href="⟦link-${index + 1}⟧">${index + 1}</a>`).join(' ');
  return {
    html: `<p>One shift. ${anchors} <a href="⟦link-0⟧"></a> <a href="⟦unsubscribe-url⟧">Leave</a> <a href="⟦preferences-url⟧">Change</a> <img src="⟦open-url⟧" alt=""></p>`,
    links: [{ place: 'canary', url: null }, ...urls.map((url, index) => ({ place: `source:${index + 1}`, url }))],
  };
}

/** The delivery bench with the pages that tracked mails lead to, and what is made of them. */
export async function aTrackingBench(settings: Record<string, string> = {}) {
  const modules = [DeliveryModule, FeedbackModule, FeedbackApiModule, SubscribersModule, SiteModule];
  const bench = await aDeliveryBench(settings, modules);
  const { app } = bench.api;
  const { query } = bench;
  const http = () => request(app.getHttpServer());
  const allow = (ids: readonly string[], allows = true) =>
    query(`UPDATE subscriber SET allows_tracking = $2 WHERE id = ANY ($1::uuid[])`, [ids, allows]);

  return {
    ...bench,
    http,
    allow,
    admin: (path: string) => http().get(`/api/admin/${path}`).set(bearer),
    tokens: app.get(Tokens),
    rollUp: (settleSeconds = -1) => app.get(TrackingRollUp).run(settleSeconds),
    events: () => query(`SELECT * FROM tracking_event ORDER BY id`),
    figures: () => query(`SELECT * FROM tracking_count ORDER BY edition_id, what, link_id`),
    /** Readers of whom the first `tracked` allow tracking, and an edition whose links lead to `urls`, in all locales; nothing is sent yet. */
    async anEdition({ urls, readers = 1, tracked = readers }: { urls: string[]; readers?: number; tracked?: number }) {
      bench.relay.use(() => undefined);
      app.get(Lanes).forget();
      await query(
        `TRUNCATE lane, lane_bucket, delivery, delivery_claim, delivery_slice, delivery_progress, delivery_variant, delivery_run, subscriber,
           consent_event, suppression, tracked_link, tracking_event, tracking_count, feedback_event CASCADE`,
      );
      const people = await someSubscribers(app, readers);
      await allow(people.slice(0, tracked).map(({ id }) => id));
      const editionId = randomUUID();
      const direct = urls.map((url) => `<a href="${url}">1</a>`).join(' ');
      const html = `<p>One shift. ${direct} <a href="⟦unsubscribe-url⟧">Leave</a> <a href="⟦preferences-url⟧">Change</a></p>`;
      const variants = LOCALES.map((locale) => ({
        locale,
        selectionHash: 'all',
        content: aCompiledDigest({ locale, html }),
        tracked: aTrackedForm(urls),
      }));
      await app
        .get(DataSource)
        .transaction((manager) =>
          app.get(DeliveryPlanner).start(manager, { editionId, variants, fallbackLocale: 'en' }),
        );
      return { editionId, people };
    },
    /** What arrived, by the address it went to. */
    async mails(): Promise<Map<string, { html: string; text: string; links: string[]; picture: string | undefined }>> {
      const mails = new Map();
      for (const { to, raw } of bench.relay.arrived) {
        const { html = '', text = '' } = await PostalMime.parse(Buffer.from(raw, 'latin1'));
        const links = [...html.matchAll(/<a href="([^"]*)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'));
        mails.set(to, { html, text, links, picture: /<img src="([^"]*)"/.exec(html)?.[1] });
      }
      return mails;
    },
    /** A mail to one reader who allows tracking, sent long ago: paths of its links (the canary apart) and of its picture. */
    async aTrackedMail(urls: string[] = ['https://a.example/1']) {
      const { editionId, people } = await this.anEdition({ urls });
      await bench.work(editionId);
      const [mail] = (await this.mails()).values();
      if (mail === undefined) throw new Error('nothing arrived');
      const [row] = await bench.rows(editionId);
      await query(`UPDATE delivery SET handed_at = now() - interval '1 hour', accepted_at = now() - interval '1 hour'`);
      const paths = mail.links.map((url) => new URL(url).pathname);
      return {
        editionId,
        reader: people[0]!,
        deliveryId: row!.id,
        links: paths.slice(0, urls.length),
        canary: paths[urls.length]!,
        leave: paths[urls.length + 1]!,
        picture: new URL(mail.picture ?? '').pathname,
      };
    },
    /** As a person does it. */
    click: (path: string, agent = PERSON) => http().get(path).set('User-Agent', agent).redirects(0),
    /** As if what was fetched so far had been fetched earlier. */
    earlier: (seconds: number) => query(`UPDATE tracking_event SET at = at - make_interval(secs => $1)`, [seconds]),
  };
}
export type TrackingBench = Awaited<ReturnType<typeof aTrackingBench>>;
