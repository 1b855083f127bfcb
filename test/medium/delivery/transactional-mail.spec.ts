import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dkimVerify } from 'mailauth';
import PostalMime from 'postal-mime';
import { makeDkimKeys, TransactionalMail } from '#src/delivery/index.js';
import { Lanes } from '#src/delivery/lanes/lanes.js';
import { Metrics } from '#src/foundation/metrics/metrics.js';
import { Tokens } from '#src/foundation/tokens/tokens.js';
import type { FaultPlan } from '../../support/fault-smtp.js';
import { aMailBench, OPERATOR, type MailBench } from './mail-bench.js';

let bench: MailBench;
beforeAll(async () => {
  bench = await aMailBench({ SMTP_CONNECTIONS: '2', UNCERTAIN_HOLD_MINUTES: '15' });
});
afterAll(() => bench.close());

const arrivals = () => bench.relay.arrived;
const once =
  (phase: string, fault: ReturnType<FaultPlan>): FaultPlan =>
  (at) =>
    at.phase === phase && at.count === 0 ? fault : undefined;
const EMPTIED = { address: null, address_hash: null, template_values: null };

describe('a transactional mail', () => {
  it('is sent once, and what it held of a person is gone then', async () => {
    const id = await bench.aMail();
    await Promise.all([bench.send(), bench.send()]);
    await bench.send();
    expect(arrivals().map(({ to }) => to)).toEqual([OPERATOR]);
    expect(await bench.row(id)).toMatchObject({
      ...EMPTIED,
      state: 'accepted',
      attempts: 1,
      smtp_code: 250,
      reply: '250 2.0.0 kept',
      ended_at: expect.any(Date),
    });
  });

  it('looks like what it is: made by a program, and no bulk mail', async () => {
    const id = await bench.aMail();
    await bench.send();
    const mail = await PostalMime.parse(Buffer.from(arrivals()[0]!.raw, 'latin1'));
    expect(mail).toMatchObject({
      from: { address: 'digest@tradewind.example', name: 'Tradewind' },
      to: [{ address: OPERATOR }],
      messageId: `<t.${id}@tradewind.example>`,
      subject: expect.stringMatching(/^\[Tradewind\] Run paused: /),
      text: expect.stringContaining('a test'),
      html: expect.stringContaining('a test'),
    });
    const headers = new Map(mail.headers.map(({ key, value }) => [key, value]));
    expect(headers.get('auto-submitted')).toBe('auto-generated');
    for (const name of ['list-unsubscribe', 'list-unsubscribe-post', 'list-id', 'feedback-id', 'precedence'])
      expect(headers.has(name)).toBe(false);
  });

  it('is signed with every key', async () => {
    const DKIM_KEYS = mkdtempSync(join(tmpdir(), 'tradewind-dkim-'));
    const records = makeDkimKeys(DKIM_KEYS, 'tradewind.example', 'tw1');
    const resolver = (name: string) =>
      Promise.resolve(
        records.filter((record) => record.name === name).map(({ value }) => value.match(/.{1,255}/g) ?? []),
      );
    const signing = await aMailBench({ DKIM_KEYS });
    await signing.write({ locale: 'zh-CN' });
    await signing.send();
    const { results } = await dkimVerify(Buffer.from(`${signing.relay.arrived[0]!.raw}\r\n`, 'latin1'), { resolver });
    expect(results.map(({ status }) => status.result)).toEqual(['pass', 'pass']);
    await signing.close();
  });

  it('of a caller that rolled back was never written', async () => {
    await bench.aMail();
    await bench.send();
    const attempt = bench.database.transaction(async (manager) => {
      await bench.api.app.get(TransactionalMail).write(manager, {
        kind: 'operator_alert',
        locale: 'en',
        address: OPERATOR,
        values: { editionId: randomUUID(), reason: 'never' },
      });
      throw new Error('rolled back');
    });
    await expect(attempt).rejects.toThrow('rolled back');
    await bench.send();
    expect(await bench.all()).toHaveLength(1);
    expect(arrivals()).toHaveLength(1);
  });

  it('is written once under one key, however often and from however many sides', async () => {
    await bench.aMail();
    await bench.query('TRUNCATE transactional_mail');
    const ids = await Promise.all([1, 2, 3, 4].map(() => bench.write({ idempotencyKey: 'k1' })));
    expect(ids.filter((id) => id !== undefined)).toHaveLength(1);
    expect(await bench.write({ idempotencyKey: 'k1' })).toBeUndefined();
    const other = await bench.write({ idempotencyKey: 'k2' });
    expect((await bench.all()).map(({ id }) => id)).toEqual([ids.find((id) => id !== undefined), other]);
  });

  it('is not taken for an address that no mail can go to, and the error does not repeat it', async () => {
    await expect(bench.write({ address: 'a\r\nBcc: b@mail.example' })).rejects.toMatchObject({
      code: 'transactional.address',
      message: expect.not.stringContaining('Bcc'),
    });
  });

  it('never goes to a suppressed address', async () => {
    const id = await bench.aMail();
    await bench.query(`INSERT INTO suppression VALUES ($1, 'complaint')`, [
      bench.api.app.get(Tokens).hashAddress(OPERATOR),
    ]);
    await bench.send();
    expect(arrivals()).toHaveLength(0);
    expect(await bench.row(id)).toMatchObject({ ...EMPTIED, state: 'failed', reply: 'the address is suppressed' });
  });

  it('is stopped in the last moment when its address is suppressed then', async () => {
    const id = await bench.aMail();
    const hash = bench.api.app.get(Tokens).hashAddress(OPERATOR);
    let suppressed: Promise<unknown> | undefined;
    bench.relay.use(({ phase }) =>
      phase === 'rcpt'
        ? { until: (suppressed ??= bench.query(`INSERT INTO suppression VALUES ($1, 'complaint')`, [hash])) }
        : undefined,
    );
    await bench.send();
    expect(bench.relay.bodyBytes()).toBe(0);
    expect((await bench.row(id)).state).toBe('failed');
  });
});

describe('a transactional mail that a relay', () => {
  it('refuses has failed', async () => {
    const id = await bench.aMail();
    bench.relay.use(once('rcpt', '550 5.1.1 no such user'));
    await bench.send();
    await bench.timePasses(60);
    await bench.send();
    expect(arrivals()).toHaveLength(0);
    expect(await bench.row(id)).toMatchObject({ ...EMPTIED, state: 'failed', smtp_code: 550, phase: 'rcpt' });
  });

  it('defers is tried again on the ladder, under the same Message-ID', async () => {
    const id = await bench.aMail();
    bench.relay.use(({ phase, count }) => (phase === 'rcpt' && count < 2 ? '451 4.2.0 greylisted' : undefined));
    for (const [attempts, minutes] of [
      [1, 5],
      [2, 15],
    ] as const) {
      await bench.send();
      const row = await bench.row(id);
      expect(row).toMatchObject({ state: 'deferred', attempts, address: OPERATOR });
      const [{ wait }] = await bench.query(
        `SELECT extract(epoch FROM next_attempt_at - updated_at)::float8 AS wait FROM transactional_mail WHERE id = $1`,
        [id],
      );
      expect(wait).toBeGreaterThanOrEqual(minutes * 60 * 0.8);
      expect(wait).toBeLessThanOrEqual(minutes * 60 * 1.2 + 1);
      await bench.timePasses(2 * minutes);
    }
    await bench.send();
    expect(arrivals().map(({ messageId }) => messageId)).toEqual([`<t.${id}@tradewind.example>`]);
    expect(await bench.row(id)).toMatchObject({ state: 'accepted', attempts: 3 });
  });

  it('defers beyond its time is expired', async () => {
    const id = await bench.aMail();
    await bench.query(`UPDATE transactional_mail SET expires_at = now() + interval '1 minute'`);
    bench.relay.use(once('rcpt', '451 4.2.0 greylisted'));
    await bench.send();
    expect(await bench.row(id)).toMatchObject({ ...EMPTIED, state: 'expired', smtp_code: 451 });
  });

  it('never gets expires in the table', async () => {
    const id = await bench.aMail();
    await bench.query(`UPDATE transactional_mail SET expires_at = now()`);
    await bench.send();
    await bench.sweep();
    expect(arrivals()).toHaveLength(0);
    expect(await bench.row(id)).toMatchObject({ ...EMPTIED, state: 'expired' });
  });

  it('does not let in waits a step of the ladder, without an attempt, and goes when somebody has mended it', async () => {
    const id = await bench.aMail();
    bench.relay.use(({ phase }) => (phase === 'mail' ? '550 5.7.1 sender refused' : undefined));
    for (let time = 0; time < 3; time += 1) {
      await bench.send();
      expect(await bench.row(id)).toMatchObject({ state: 'deferred', attempts: 0, phase: 'mail' });
      await bench.timePasses(10);
    }
    bench.relay.use(() => undefined);
    await bench.send();
    expect(await bench.row(id)).toMatchObject({ state: 'accepted', attempts: 1 });
  });

  it('is not asked about while every relay is down', async () => {
    const id = await bench.aMail();
    bench.relay.use(({ phase }) => (phase === 'greeting' ? 'drop' : undefined));
    for (let time = 0; time < 3; time += 1) {
      await bench.send();
      await bench.query(`UPDATE transactional_mail SET next_attempt_at = now()`);
    }
    const before = bench.relay.connectionCount();
    await bench.send();
    expect(bench.relay.connectionCount()).toBe(before);
    expect(await bench.row(id)).toMatchObject({ state: 'pending', attempts: 0 });
  });
});

describe('a transactional mail in doubt', () => {
  const messageIds = () => new Set(arrivals().map(({ messageId }) => messageId));

  it('is resent once after the hold, under the same Message-ID, and then never again', async () => {
    const id = await bench.aMail();
    bench.relay.use(({ phase }) => (phase === 'dot' ? 'drop' : undefined));
    await bench.send();
    expect(await bench.row(id)).toMatchObject({ state: 'uncertain', attempts: 1, ended_at: null, address: OPERATOR });

    await bench.timePasses(14);
    await bench.sweep();
    await bench.send();
    expect(arrivals()).toHaveLength(1);

    await bench.timePasses(2);
    await bench.send();
    expect(arrivals()).toHaveLength(2);
    expect(messageIds()).toEqual(new Set([`<t.${id}@tradewind.example>`]));
    expect(await bench.row(id)).toMatchObject({ ...EMPTIED, state: 'uncertain', attempts: 2, next_attempt_at: null });

    await bench.timePasses(600);
    await bench.sweep();
    await bench.send();
    expect(arrivals()).toHaveLength(2);
  });

  it('is accepted when its resend is', async () => {
    const id = await bench.aMail();
    bench.relay.use(once('dot', 'drop'));
    await bench.send();
    await bench.timePasses(16);
    await bench.send();
    expect(arrivals()).toHaveLength(2);
    expect(messageIds().size).toBe(1);
    expect(await bench.row(id)).toMatchObject({ ...EMPTIED, state: 'accepted', attempts: 2 });
  });

  it('after a crash in the hand-off is resent once; after one before it, it is just sent', async () => {
    const id = await bench.aMail();
    const token = randomUUID();
    expect((await bench.mails.claim(token, 120))?.id).toBe(id);
    await bench.timePasses(3);
    await bench.sweep();
    expect(await bench.row(id)).toMatchObject({ state: 'pending', attempts: 0 });

    await bench.mails.claim(token, 120);
    expect(await bench.mails.handOff(id, randomUUID(), 'r', 900)).toBe(false);
    expect(await bench.mails.handOff(id, token, 'r', 900)).toBe(true);
    expect(await bench.mails.handOff(id, token, 'r', 900)).toBe(false);
    await bench.sweep();
    expect((await bench.row(id)).state).toBe('handing');
    await bench.timePasses(16);
    await bench.sweep();
    expect(await bench.row(id)).toMatchObject({ state: 'uncertain', attempts: 1, phase: 'dot' });

    bench.relay.use(once('dot', 'drop'));
    await bench.send();
    expect(arrivals()).toHaveLength(1);
    expect(await bench.row(id)).toMatchObject({
      ...EMPTIED,
      state: 'uncertain',
      attempts: 2,
      ended_at: expect.any(Date),
    });
  });

  it('that is answered late was accepted after all, and is not resent', async () => {
    const id = await bench.aMail();
    const token = randomUUID();
    await bench.mails.claim(token, 120);
    await bench.mails.handOff(id, token, 'r', 900);
    await bench.timePasses(16);
    await bench.sweep();
    const answer = { code: 250, enhancedCode: null, reply: '250 ok', relay: 'r', phase: 'dot' } as const;
    const late = { ...answer, state: 'accepted', isTried: false, retrySeconds: 0 } as const;
    await expect(bench.mails.settle(id, token, late, 15)).resolves.toBe('accepted');
    await bench.send();
    expect(arrivals()).toHaveLength(0);
    expect(await bench.row(id)).toMatchObject({ ...EMPTIED, state: 'accepted' });
  });

  it('stays in doubt when its time is over before its resend', async () => {
    const id = await bench.aMail();
    bench.relay.use(once('dot', 'drop'));
    await bench.send();
    await bench.query(`UPDATE transactional_mail SET expires_at = now()`);
    await bench.sweep();
    expect(await bench.row(id)).toMatchObject({ ...EMPTIED, state: 'uncertain', ended_at: expect.any(Date) });
  });
});

describe('the table of transactional mail', () => {
  it.each([
    ['accepted without a reply', `state = 'accepted', next_attempt_at = NULL, ended_at = now()`, 'accepted_has_reply'],
    ['claimed without a lease', `state = 'claimed', next_attempt_at = NULL`, 'claim_is_leased'],
    ['ended with an address left', `state = 'expired', next_attempt_at = NULL, ended_at = now()`, 'is_emptied'],
    ['open without an address', `address = NULL`, 'is_emptied'],
    ['waiting for nothing', `next_attempt_at = NULL`, 'ends'],
    ['waiting although it has failed', `state = 'failed'`, 'waits'],
  ])('refuses a mail that is %s', async (_, change, constraint) => {
    await bench.aMail();
    await expect(bench.query(`UPDATE transactional_mail SET ${change}`)).rejects.toThrow(
      `transactional_mail_${constraint}`,
    );
  });

  it('forgets a mail 30 days after its end', async () => {
    await bench.aMail();
    await bench.send();
    await bench.query(`UPDATE transactional_mail SET ended_at = now() - interval '29 days'`);
    await bench.sweep();
    expect(await bench.all()).toHaveLength(1);
    await bench.query(`UPDATE transactional_mail SET ended_at = now() - interval '31 days'`);
    await bench.sweep();
    expect(await bench.all()).toHaveLength(0);
  });

  it('is counted by kind and state', async () => {
    await bench.aMail();
    await bench.send();
    const metrics = await bench.api.app.get(Metrics).registry.metrics();
    expect(metrics).toMatch(/tradewind_transactional_mails_total\{kind="operator_alert",state="accepted"\} \d+/);
    expect(metrics).toMatch(/tradewind_transactional_mails_total\{kind="operator_alert",state="uncertain"\} \d+/);
    expect(metrics).not.toContain(OPERATOR);
  });

  it('is emptied with nothing due by as many mails as there are, each sent once', async () => {
    await bench.aMail();
    await Promise.all(Array.from({ length: 59 }, () => bench.write()));
    await Promise.all([bench.send(), bench.send()]);
    expect(arrivals()).toHaveLength(60);
    expect(new Set(arrivals().map(({ messageId }) => messageId)).size).toBe(60);
    expect(bench.api.app.get(Lanes).width).toBe(2);
  });
});
