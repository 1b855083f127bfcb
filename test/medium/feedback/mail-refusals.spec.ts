import request from 'supertest';
import { MailRefusals } from '#src/delivery/index.js';
import { FeedbackApiModule } from '#src/feedback/index.js';
import { RefusalIntake } from '#src/feedback/events/refusal-intake.js';
import { FeedbackModule } from '#src/feedback/feedback.module.js';
import { Tokens } from '#src/foundation/tokens/tokens.js';
import { SubscriberDesk } from '#src/subscribers/index.js';
import { bearer } from '../../support/api-app.js';
import type { FaultPlan } from '../../support/fault-smtp.js';
import { anAddress, aSignupBench, type SignupBench } from '../signup/signup-bench.js';

let bench: SignupBench;
beforeAll(async () => {
  bench = await aSignupBench({}, [FeedbackModule, FeedbackApiModule]);
});
afterAll(() => bench.close());
beforeEach(() =>
  bench.query(`TRUNCATE feedback_event, mail_refusal, transactional_mail, suppression, signup, signup_quota`),
);
afterEach(async () => {
  bench.relay.use(() => undefined);
  await bench.timePasses(0);
});

const intake = () => bench.api.app.get(RefusalIntake, { strict: false });
const refusing =
  (reply: `${number} ${string}`, only?: string): FaultPlan =>
  ({ phase, to }) =>
    phase === 'rcpt' && (only === undefined || to === only) ? reply : undefined;
const events = () =>
  bench.query(`SELECT kind, matched_by AS by, subscriber_id AS reader, action, status FROM feedback_event ORDER BY id`);
const isSuppressed = async (email: string) =>
  (
    await bench.query(`SELECT reason FROM suppression WHERE address_hash = $1`, [
      bench.api.app.get(Tokens).hashAddress(email),
    ])
  ).map(({ reason }: { reason: string }) => reason);
const waiting = async () => (await bench.query(`SELECT 1 FROM mail_refusal`)).length;
async function aReader() {
  const email = anAddress();
  const { subscriber } = await bench.api.app
    .get(SubscriberDesk)
    .create({ email, locale: 'en', timeZone: 'UTC' }, 'test');
  return { id: subscriber.id, email, path: `/p/${bench.api.app.get(Tokens).sign('preferences', subscriber.id)}` };
}
const press = (path: string, fields: Record<string, string>) =>
  bench.http().post(path).type('form').send(fields).expect(200);

describe('a confirmation mail that is refused', () => {
  it('because the address is gone ends the request, and the address is never asked again', async () => {
    const email = anAddress();
    bench.relay.use(refusing('550 5.1.1 no such user'));
    await bench.ask(email);
    await intake().run();
    await bench.intake.endUndelivered();
    expect(await events()).toEqual([{ kind: 'hard', by: 'mail', reader: null, action: 'suppressed', status: '5.1.1' }]);
    expect(await isSuppressed(email)).toEqual(['hard-bounce']);
    expect(await bench.signups()).toEqual([]);
    bench.relay.use(() => undefined);
    await bench.query(`UPDATE signup_quota SET last_mail_at = last_mail_at - interval '2 days'`);
    await bench.ask(email);
    expect(await bench.mailsTo(email)).toEqual([]);
    expect(await bench.query(`SELECT 1 FROM feedback_event t WHERE strpos(t::text, $1) > 0`, [email])).toEqual([]);
  });

  it('for now or because of us ends the request too, but they may ask again', async () => {
    for (const reply of ['552 5.2.2 mailbox full', '554 5.7.1 blocked by our list'] as const) {
      const email = anAddress();
      bench.relay.use(refusing(reply));
      await bench.ask(email);
      await intake().run();
      await bench.intake.endUndelivered();
      expect(await isSuppressed(email)).toEqual([]);
      bench.relay.use(() => undefined);
      await bench.query(`UPDATE signup_quota SET last_mail_at = last_mail_at - interval '2 days'`);
      await bench.ask(email);
      expect(await bench.mailsTo(email)).toHaveLength(1);
    }
    expect((await events()).map(({ kind }: { kind: string }) => kind)).toEqual(['soft', 'block']);
  });

  it('leaves other requests and confirmed ones as they are', async () => {
    const [gone, well, done] = [anAddress(), anAddress(), anAddress()];
    bench.relay.use(refusing('550 5.1.1 no such user', gone));
    for (const email of [gone, well, done]) await bench.ask(email);
    await bench.confirm(await bench.link(done)).expect(200);
    await bench.intake.endUndelivered();
    expect((await bench.signups()).map(({ email }) => email)).toEqual([well, null]);
  });

  it('whose first copy may have arrived keeps its link', async () => {
    const email = anAddress();
    bench.relay.use(({ phase }) => (phase === 'dot' ? 'drop' : undefined));
    await bench.ask(email);
    bench.relay.use(refusing('550 5.7.1 not today'));
    await bench.timePasses(60);
    await bench.send();
    expect((await bench.all()).map(({ state }) => state)).toEqual(['failed']);
    await bench.intake.endUndelivered();
    expect(await bench.signups()).toHaveLength(1);
  });

  it('of somebody who subscribes already is about them', async () => {
    const { id, email } = await aReader();
    bench.relay.use(refusing('550 5.1.1 no such user'));
    await bench.ask(email);
    await intake().run();
    expect(await events()).toMatchObject([{ kind: 'hard', by: 'mail', reader: id, action: 'suppressed' }]);
    expect(await isSuppressed(email)).toEqual(['hard-bounce']);
  });
});

describe('a mail to a subscriber that is refused', () => {
  it('counts like a digest: gone is suppressed, full is counted, and may be taken back', async () => {
    const gone = await aReader();
    const full = await aReader();
    bench.relay.use(({ phase, to }) =>
      phase !== 'rcpt' ? undefined : to === gone.email ? '550 5.1.1 no such user' : '552 5.2.2 mailbox full',
    );
    for (const { path } of [gone, full]) await press(path, { act: 'export' });
    await bench.send();
    expect(await waiting()).toBe(2);
    await Promise.all([intake().run(), intake().run()]);
    expect(await waiting()).toBe(0);
    expect(new Set(await events())).toEqual(
      new Set([
        { kind: 'hard', by: 'mail', reader: gone.id, action: 'suppressed', status: '5.1.1' },
        { kind: 'soft', by: 'mail', reader: full.id, action: 'none', status: '5.2.2' },
      ]),
    );
    expect([await isSuppressed(gone.email), await isSuppressed(full.email)]).toEqual([['hard-bounce'], []]);
    const [{ id }] = await bench.query(`SELECT id FROM feedback_event WHERE kind = 'hard'`);
    await bench.http().post(`/api/admin/feedback/${id}/undo`).set(bearer).expect(200);
    expect(await isSuppressed(gone.email)).toEqual([]);
  });

  it('at the new address of a change says nothing about the reader', async () => {
    const { email, path } = await aReader();
    const wanted = anAddress();
    bench.relay.use(refusing('550 5.1.1 no such user', wanted));
    await press(path, { act: 'move', email: wanted });
    await bench.send();
    await intake().run();
    expect(await events()).toMatchObject([{ kind: 'hard', by: 'mail', reader: null, action: 'suppressed' }]);
    expect([await isSuppressed(email), await isSuppressed(wanted)]).toEqual([[], ['hard-bounce']]);
    const [{ id }] = await bench.query(`SELECT id FROM feedback_event`);
    const { body } = await bench.http().post(`/api/admin/feedback/${id}/undo`).set(bearer).expect(409);
    expect(body.code).toBe('feedback.nobody');
  });

  it('after its time was over is the last word of the relay', async () => {
    const { id, path } = await aReader();
    bench.relay.use(refusing('452 4.2.2 mailbox full'));
    await press(path, { act: 'export' });
    await bench.send();
    expect(await waiting()).toBe(0);
    await bench.query(`UPDATE transactional_mail SET expires_at = now() - interval '1 second'`);
    await bench.sweep();
    await intake().run();
    expect(await events()).toMatchObject([{ kind: 'soft', reader: id }]);
  });
});

describe('what a relay says about us', () => {
  it('is no event when the login is refused until the mail is over', async () => {
    const { path } = await aReader();
    bench.relay.use(({ phase }) => (phase === 'mail' ? '530 5.7.0 authentication required' : undefined));
    await press(path, { act: 'export' });
    await bench.send();
    await bench.query(`UPDATE transactional_mail SET expires_at = now() - interval '1 second'`);
    await bench.sweep();
    expect([await waiting(), (await bench.all()).map(({ state }) => state)]).toEqual([0, ['expired']]);
  });

  it('of an alert is shown, and the next alert is sent all the same', async () => {
    bench.relay.use(refusing('550 5.1.1 no such user'));
    await bench.write();
    await bench.send();
    await intake().run();
    expect(await events()).toMatchObject([{ kind: 'hard', by: 'mail', reader: null, action: 'none' }]);
    expect(await bench.query(`SELECT 1 FROM suppression`)).toEqual([]);
  });
});

it('a refusal is told again when the process ends before it has been written', async () => {
  const { path } = await aReader();
  bench.relay.use(refusing('550 5.1.1 no such user'));
  await press(path, { act: 'export' });
  await bench.send();
  const spy = jest.spyOn(bench.api.app.get(MailRefusals), 'take').mockImplementationOnce(async (manager) => {
    await manager.query(`DELETE FROM mail_refusal`);
    throw new Error('the process ends here');
  });
  await expect(intake().run()).rejects.toThrow('ends here');
  spy.mockRestore();
  expect(await intake().run()).toBe(1);
  expect(await events()).toHaveLength(1);
});

it('the list names single mails as such', async () => {
  const { path, id } = await aReader();
  bench.relay.use(refusing('550 5.1.1 no such user'));
  await press(path, { act: 'export' });
  await bench.send();
  await intake().run();
  const { body } = await request(bench.api.app.getHttpServer())
    .get(`/api/admin/feedback?subscriberId=${id}`)
    .set(bearer)
    .expect(200);
  expect(body.items).toMatchObject([{ class: 'hard', matchedBy: 'mail', source: 'smtp', deliveryId: null }]);
});
