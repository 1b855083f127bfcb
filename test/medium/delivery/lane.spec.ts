import { DataSource } from 'typeorm';
import { DeliveryModule } from '#src/delivery/index.js';
import { DeliveryDriver } from '#src/delivery/crew/delivery-driver.js';
import { DeliveryRuns } from '#src/delivery/runs/delivery-runs.js';
import { RunRepository } from '#src/delivery/runs/run.repository.js';
import { anApiApp, type ApiApp } from '../../support/api-app.js';
import { aRun, someSubscribers } from '../../support/builders.js';
import { startMailSink } from '../../support/mail-sink.js';

let api: ApiApp;
let sink: Awaited<ReturnType<typeof startMailSink>>;
beforeAll(async () => {
  sink = await startMailSink();
  api = await anApiApp([DeliveryModule], { SMTP_URL: sink.url, SMTP_CONNECTIONS: '4' });
});
afterAll(async () => {
  await api.close();
  await sink.close();
});
beforeEach(async () => {
  sink.mails.length = 0;
  await api.app
    .get(DataSource)
    .query(
      `TRUNCATE delivery, delivery_slice, delivery_progress, delivery_variant, delivery_run, subscriber, consent_event, suppression CASCADE`,
    );
});

const run = (editionId: string) => api.app.get(DeliveryRuns).find(editionId);
const work = (editionId: string) => api.app.get(DeliveryDriver).work(editionId);

describe('lanes that work on one run', () => {
  it('send every reader exactly one mail and finish the run by arithmetic', async () => {
    const readers = await someSubscribers(api.app, 90);
    const { editionId, frozenCount } = await aRun(api.app);
    expect(frozenCount).toBe(90);

    await Promise.all([work(editionId), work(editionId), work(editionId)]);
    await api.app.get(RunRepository).finish();

    expect(sink.mails.map((mail) => mail.to).sort()).toEqual(readers.map((reader) => reader.email).sort());
    const report = await run(editionId);
    expect(report).toMatchObject({ state: 'finished', outcome: 'sent', frozenCount: 90 });
    expect(report?.counts.accepted).toBe(90);
  });

  it('leave out who has left or was suppressed after the audience was frozen', async () => {
    const readers = await someSubscribers(api.app, 4);
    const { editionId } = await aRun(api.app);
    const source = api.app.get(DataSource);
    await source.query(`UPDATE subscriber SET status = 'unsubscribed' WHERE id = $1`, [readers[0]!.id]);
    await source.query(`INSERT INTO suppression SELECT address_hash, 'manual' FROM subscriber WHERE id = $1`, [
      readers[1]!.id,
    ]);
    await source.query(`DELETE FROM subscriber WHERE id = $1`, [readers[2]!.id]);

    await work(editionId);

    expect(sink.mails.map((mail) => mail.to)).toEqual([readers[3]!.email]);
    expect((await run(editionId))?.counts).toMatchObject({ suppressed: 3, accepted: 1 });
  });

  it('write a message that an independent parser reads as it was meant', async () => {
    const [reader] = await someSubscribers(api.app, 1, { locale: 'zh-TW' });
    const { editionId } = await aRun(api.app);
    await work(editionId);

    const [{ mail, raw }] = sink.mails as [(typeof sink.mails)[number]];
    const header = (name: string) => mail.headers.filter((entry) => entry.key === name).map((entry) => entry.value);
    const [row] = await api.app.get(DataSource).query(`SELECT id FROM delivery`);
    expect(mail.subject).toBe('方向变了 · A shift');
    expect(mail.to).toEqual([{ address: reader!.email, name: '读者, "Reader"' }]);
    expect(header('message-id')).toEqual([`<d.${row.id}@tradewind.example>`]);
    expect(header('list-unsubscribe')).toEqual([
      expect.stringMatching(/^<https:\/\/news\.example\/u\/k1\.[\w-]+\.[\w-]+>$/),
    ]);
    expect(header('list-unsubscribe-post')).toEqual(['List-Unsubscribe=One-Click']);
    expect(header('list-id')).toEqual(['<digest.tradewind.example>']);
    expect(header('feedback-id')).toEqual([`${editionId}:zh-TW:digest:tradewindexampl`]);
    expect(header('auto-submitted')).toEqual(['auto-generated']);
    expect(header('content-language')).toEqual(['zh-TW']);
    expect(mail.html).toContain('https://news.example/u/k1.');
    expect(mail.text).toContain('Change: https://news.example/p/k1.');
    expect(`${mail.html ?? ''}${mail.text ?? ''}`).not.toContain('⟦');
    const lines = raw.toString('latin1').split('\r\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(998);
    expect(raw.toString('latin1')).not.toMatch(/[^\r]\n/);
  });

  it('stop when the run is paused, and give their claims back', async () => {
    await someSubscribers(api.app, 30);
    const { editionId } = await aRun(api.app);
    await api.app.get(RunRepository).pause(editionId, 'test');
    expect(await work(editionId)).toBe('empty');
    expect(sink.mails).toHaveLength(0);
    expect((await run(editionId))?.counts.pending).toBe(30);
  });

  it.each([
    ['is of another form', `'{"from": "another version"}'`],
    ['has a slot that only another version fills', `jsonb_set(content, '{text}', '"⟦of-tomorrow⟧"')`],
  ])('stop the run, and fail nobody, when a render %s', async (_, content) => {
    await someSubscribers(api.app, 5);
    const { editionId } = await aRun(api.app);
    await api.app.get(DataSource).query(`UPDATE delivery_variant SET content = ${content}`);
    expect(await work(editionId)).toBe('paused');
    expect(await run(editionId)).toMatchObject({
      state: 'paused',
      pausedReason: expect.stringContaining('cannot be read'),
    });
    expect((await run(editionId))?.counts).toMatchObject({ pending: 5, failed: 0 });
  });
});
