import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { DeliveryModule, DeliveryPlanner } from '#src/delivery/index.js';
import type { Locale } from '#src/domain/locale/locale.js';
import { anApiApp, type ApiApp } from '../../support/api-app.js';
import { aCompiledDigest, aRun, someSubscribers } from '../../support/builders.js';

let api: ApiApp;
beforeAll(async () => {
  api = await anApiApp([DeliveryModule], { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'digest@news.example' });
});
afterAll(() => api.close());
beforeEach(() =>
  query(
    `TRUNCATE delivery, delivery_slice, delivery_progress, delivery_variant, delivery_run, subscriber, consent_event, suppression CASCADE`,
  ),
);

const query = (sql: string, parameters: unknown[] = []) => api.app.get(DataSource).query(sql, parameters);
const planOf = (editionId: string, locales: Locale[], fallbackLocale: Locale) => ({
  editionId,
  variants: locales.map((locale) => ({ locale, selectionHash: 'all', content: aCompiledDigest({ locale }) })),
  fallbackLocale,
});
const start = (plan: ReturnType<typeof planOf>) =>
  api.app.get(DataSource).transaction((manager) => api.app.get(DeliveryPlanner).start(manager, plan));

describe('freezing the audience', () => {
  it('takes active readers and leaves out the pending, the departed and the suppressed', async () => {
    const active = await someSubscribers(api.app, 5);
    await someSubscribers(api.app, 2, { status: 'pending' });
    await someSubscribers(api.app, 2, { status: 'unsubscribed' });
    await query(`INSERT INTO suppression SELECT address_hash, 'hard-bounce' FROM subscriber WHERE id = $1`, [
      active[0]!.id,
    ]);

    const { editionId, frozenCount } = await aRun(api.app);

    expect(frozenCount).toBe(4);
    const rows = await query(`SELECT subscriber_id, state FROM delivery WHERE edition_id = $1`, [editionId]);
    expect(rows.map((row: { subscriber_id: string }) => row.subscriber_id).sort()).toEqual(
      active
        .slice(1)
        .map((reader) => reader.id)
        .sort(),
    );
    expect(new Set(rows.map((row: { state: string }) => row.state))).toEqual(new Set(['pending']));
    expect(await query(`SELECT frozen_count, state, message_domain FROM delivery_run`)).toEqual([
      { frozen_count: 4, state: 'sending', message_domain: 'news.example' },
    ]);
  });

  it('gives every reader the variant of his language, or the fallback', async () => {
    await someSubscribers(api.app, 2, { locale: 'zh-CN' });
    await someSubscribers(api.app, 3, { locale: 'zh-TW' });
    await someSubscribers(api.app, 1, { locale: 'en' });
    const editionId = randomUUID();

    await start(planOf(editionId, ['zh-CN', 'en'], 'zh-CN'));

    const rows = await query(
      `SELECT s.locale AS reader, v.locale AS variant, count(*)::int FROM delivery d
       JOIN subscriber s ON s.id = d.subscriber_id JOIN delivery_variant v ON v.id = d.variant_id
       WHERE d.edition_id = $1 GROUP BY 1, 2 ORDER BY 1`,
      [editionId],
    );
    expect(rows).toEqual([
      { reader: 'en', variant: 'en', count: 1 },
      { reader: 'zh-CN', variant: 'zh-CN', count: 2 },
      { reader: 'zh-TW', variant: 'zh-CN', count: 3 },
    ]);
  });

  it('does not see who subscribes afterwards', async () => {
    await someSubscribers(api.app, 2);
    const { editionId } = await aRun(api.app);
    await someSubscribers(api.app, 3);
    expect(await query(`SELECT count(*)::int FROM delivery WHERE edition_id = $1`, [editionId])).toEqual([
      { count: 2 },
    ]);
  });

  it('is all or nothing with the transaction of the caller', async () => {
    await someSubscribers(api.app, 2);
    const rolledBack = api.app.get(DataSource).transaction(async (manager) => {
      await api.app.get(DeliveryPlanner).start(manager, planOf(randomUUID(), ['en'], 'en'));
      throw new Error('the caller changed its mind');
    });
    await expect(rolledBack).rejects.toThrow('changed its mind');
    for (const table of ['delivery', 'delivery_run', 'delivery_variant'])
      expect(await query(`SELECT count(*)::int FROM ${table}`)).toEqual([{ count: 0 }]);
  });

  it('happens once per edition, also when two start at the same moment', async () => {
    await someSubscribers(api.app, 20);
    const plan = planOf(randomUUID(), ['en'], 'en');
    const results = await Promise.allSettled([start(plan), start(plan), start(plan)]);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    expect(await query(`SELECT count(*)::int FROM delivery`)).toEqual([{ count: 20 }]);
  });

  it('is refused when the fallback has no variant', async () => {
    await expect(start(planOf(randomUUID(), ['zh-CN'], 'en'))).rejects.toThrow(/no variant in its fallback/);
  });

  it('counts zero when nobody is subscribed', async () => {
    await expect(start(planOf(randomUUID(), ['en'], 'en'))).resolves.toEqual({ frozenCount: 0 });
  });
});
