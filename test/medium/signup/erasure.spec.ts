import { createTransport } from 'nodemailer';
import { ReturnAddresses } from '#src/delivery/index.js';
import { FeedbackApiModule } from '#src/feedback/index.js';
import { RefusalIntake } from '#src/feedback/events/refusal-intake.js';
import { BounceServer } from '#src/feedback/mailbox/bounce-server.js';
import { InboundMailReader } from '#src/feedback/mailbox/inbound-mail-reader.js';
import { MailboxApiModule } from '#src/feedback/mailbox/mailbox-api.module.js';
import { MailboxModule } from '#src/feedback/mailbox/mailbox.module.js';
import { createLog, Log } from '#src/foundation/logging/logger.js';
import { Metrics } from '#src/foundation/metrics/metrics.js';
import { Tokens } from '#src/foundation/tokens/tokens.js';
import { ImportDriver, SubscribersApiModule } from '#src/subscribers/index.js';
import { bearer } from '../../support/api-app.js';
import { aRun } from '../../support/builders.js';
import { readImport, startImport, upload } from '../../support/imports.js';
import { byGeneric, GENERIC_KEY, type Posted } from '../../support/webhooks.js';
import { aSignupBench, anAddress, type SignupBench } from './signup-bench.js';

const BOUNCE_DOMAIN = 'bounces.tradewind.example';

/** Stands in every spelling of the person: address, former address, name, words of their own. */
const CANARY = 'kanarie7xq';
const EMAIL = `Die.${CANARY}@vogel-${CANARY}.example`;
const FORMER = `${CANARY}.former@vogel.example`;
const WANTED = `${CANARY}.wanted@vogel.example`;
const NAME = `金丝雀 ${CANARY} Vogel`;

let bench: SignupBench;
const logged: string[] = [];
const errorBodies: string[] = [];
beforeAll(async () => {
  bench = await aSignupBench(
    { BOUNCE_DOMAIN, BOUNCE_SMTP_PORT: '0', BOUNCE_SMTP_HOST: '127.0.0.1', WEBHOOK_GENERIC_KEY: GENERIC_KEY },
    [SubscribersApiModule, FeedbackApiModule, MailboxModule, MailboxApiModule],
  );
  const log = createLog('debug', { write: (line) => void logged.push(line) });
  for (const level of ['debug', 'info', 'warn', 'error'] as const)
    jest.spyOn(bench.api.app.get(Log), level).mockImplementation((event: string, fields?: object) => {
      log[level](event, fields as Record<string, unknown>);
    });
});
afterAll(() => bench.close());

const get = <T>(type: new (...given: never[]) => T): T => bench.api.app.get(type, { strict: false });
const sign = (purpose: 'preferences' | 'unsubscribe', id: string, withId?: string) =>
  get(Tokens).sign(purpose, id, withId);
const press = (path: string, fields: Record<string, string>) => bench.http().post(path).type('form').send(fields);
async function refused(answer: Promise<{ status: number; text: string }>, status: number): Promise<void> {
  const { text, status: given } = await answer;
  expect({ status: given, text }).toEqual({ status, text: expect.any(String) });
  errorBodies.push(text);
}
async function posted({ path, headers, body }: Posted): Promise<void> {
  await bench.http().post(path).set(headers).send(body).expect(200);
}
async function arrives(to: string, raw: string): Promise<void> {
  const client = createTransport({ host: '127.0.0.1', port: get(BounceServer).port!, ignoreTLS: true });
  await client.sendMail({ envelope: { from: '', to: [to] }, raw });
  client.close();
  await get(InboundMailReader).run();
}
const aReport = (address: string, ...part: string[]) =>
  [
    'From: MAILER-DAEMON@mx.example',
    'Subject: Undelivered Mail Returned to Sender',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    '',
    ...['--b', '', 'I could not deliver your message.', '--b', 'Content-Type: message/delivery-status', ''],
    ...['Reporting-MTA: dns; mx.example', '', `Final-Recipient: rfc822; ${address}`, 'Action: failed'],
    ...['Status: 4.2.2', `Diagnostic-Code: smtp; 452 4.2.2 <${address}> is over quota`, '', ...part, '--b--', ''],
  ].join('\r\n');
const encoded = (encoding: 'base64' | 'quoted-printable', content: string) =>
  `Subject: hello\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${content}\r\n`;
const postmaster = `postmaster@${BOUNCE_DOMAIN}`;

/** Tables in which the canary stands: as text, in bytes, or encoded as mails are. */
async function holders(): Promise<string[]> {
  const tables: { name: string }[] = await bench.query(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
  );
  const inBase64 = [0, 1, 2].map((shift) =>
    Buffer.from(`${'x'.repeat(shift)}${CANARY}`)
      .toString('base64')
      .slice(shift === 0 ? 0 : 4, 12),
  );
  const needles = [CANARY, ...inBase64].flatMap((text) => [text, Buffer.from(text).toString('hex')]);
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await bench.query(
      `SELECT 1 FROM ${name} t WHERE EXISTS (SELECT FROM unnest($1::text[]) n WHERE strpos(lower(t::text), lower(n)) > 0) LIMIT 1`,
      [needles],
    );
    if (rows.length > 0) found.push(name);
  }
  return found;
}

/** Tables that hold the id of the person; the ledger keeps it, and it leads to nobody. */
async function rowsOf(id: string): Promise<string[]> {
  const tables: { name: string }[] = await bench.query(
    `SELECT table_name AS name FROM information_schema.columns
     WHERE table_schema = 'public' AND column_name = 'subscriber_id' ORDER BY 1`,
  );
  const found: string[] = [];
  for (const { name } of tables)
    if ((await bench.query(`SELECT 1 FROM ${name} WHERE subscriber_id = $1 LIMIT 1`, [id])).length > 0)
      found.push(name);
  return found;
}

/** A life: subscribed, imported, moved, mailed, refused, bounced, complained about, and asked for by others. */
async function live(): Promise<string> {
  await bench.ask(FORMER, { personalisation: true });
  await bench.confirm(await bench.link(FORMER)).expect(200);
  const { id } = await bench.person(FORMER);
  const preferences = `/p/${sign('preferences', id)}`;
  await arrives(postmaster, `From: ${FORMER}\r\nSubject: hello\r\n\r\nI have another address now.\r\n`);
  await press(preferences, { act: 'move', email: EMAIL }).expect(200);
  await bench.send();
  for (const email of [FORMER, EMAIL]) {
    const [mail] = (await bench.mailsTo(email)).slice(-1);
    await press(/https:\/\/news\.example(\/a\/\S+)/.exec(mail?.text ?? '')![1]!, { act: 'agree' }).expect(200);
  }
  await bench.http().patch(`/api/admin/subscribers/${id}`).set(bearer).send({ version: 2, name: NAME }).expect(200);
  await imported(`email,name\n${EMAIL},${NAME}\nnobody-${CANARY}@,${NAME}\n`);
  await mailed(id);
  await bench.query(`UPDATE address_change SET created_at = created_at - interval '2 hours'`);
  await press(preferences, { act: 'move', email: WANTED }).expect(200);
  await bench.ask(EMAIL);
  const other = anAddress();
  await bench.ask(other);
  await bench.confirm(await bench.link(other)).expect(200);
  const { id: otherId } = await bench.person(other);
  await press(`/p/${sign('preferences', otherId)}`, { act: 'move', email: EMAIL }).expect(200);
  return id;
}

async function imported(file: string): Promise<void> {
  const server = bench.api.app.getHttpServer();
  const { id } = (await upload(server, file).expect(201)).body;
  await startImport(server, id).expect(202);
  await get(ImportDriver).work();
  expect((await readImport(server, id)).state).toBe('finished');
}

async function mailed(id: string): Promise<void> {
  const first = await aRun(bench.api.app);
  await bench.work(first.editionId);
  const [{ id: deliveryId }] = await bench.query(`SELECT id FROM delivery WHERE subscriber_id = $1`, [id]);
  await arrives(get(ReturnAddresses).senderOf(deliveryId, true), aReport(EMAIL));
  await arrives(postmaster, aReport(EMAIL, '--b', 'Content-Type: text/rfc822-headers', '', `To: ${NAME} <${EMAIL}>`));
  await arrives(postmaster, encoded('base64', Buffer.from(`Please stop: ${EMAIL}`).toString('base64')));
  await arrives(
    postmaster,
    encoded('quoted-printable', `Bitte h=C3=B6ren Sie auf: ${EMAIL.slice(0, 12)}=\r\n${EMAIL.slice(12)}`),
  );
  await posted(byGeneric({ id: 'e1', recipient: EMAIL, code: 452, reply: `452 4.2.2 <${EMAIL}> over quota` }));
  await posted(
    byGeneric({ id: `e2-${EMAIL}`, recipient: EMAIL, messageId: `<d.${deliveryId}@tradewind.example>`, class: 'soft' }),
  );
  bench.relay.use(({ phase, to }) =>
    phase === 'rcpt' && to?.includes(CANARY) === true
      ? (`552 5.2.2 <${to}> has no room` as `${number} ${string}`)
      : undefined,
  );
  const second = await aRun(bench.api.app);
  await bench.work(second.editionId);
  await press(`/p/${sign('preferences', id)}`, { act: 'export' }).expect(200);
  await bench.send();
  await get(RefusalIntake).run();
  const left = await press(`/u/${sign('unsubscribe', id, deliveryId)}`, { act: 'leave' }).expect(200);
  const question = /action="(\/w\/[^"]+)"/.exec(left.text)![1]!;
  await press(question, { reason: 'other', words: `Greetings, ${NAME}, ${EMAIL}` }).expect(200);
  await refused(
    bench.http().post('/api/admin/subscribers').set(bearer).send({ email: EMAIL, locale: 'en', timeZone: 'UTC' }),
    409,
  );
  await press(`/u/${sign('unsubscribe', id, deliveryId)}`, { act: 'again' }).expect(200);
  bench.relay.use(({ phase, to }) =>
    phase === 'rcpt' && to?.includes(CANARY) === true
      ? (`451 4.7.1 <${to}> later` as `${number} ${string}`)
      : undefined,
  );
}

it('whoever is erased is in no table, queue, log, metric or answer', async () => {
  const id = await live();
  await bench.send();
  expect(await holders()).toEqual(
    expect.arrayContaining([
      'public.inbound_mail',
      'public.leave_reason',
      'public.subscriber',
      'public.transactional_mail',
    ]),
  );
  const admin = (path: string, body: object) => bench.http().post(path).set(bearer).send(body);
  await refused(admin('/api/admin/subscribers', { email: EMAIL, locale: CANARY, timeZone: 'UTC' }), 400);
  await refused(admin('/api/admin/subscribers', { email: `${EMAIL}@`, locale: 'en', timeZone: 'UTC' }), 400);
  await refused(bench.post({ ...bench.body(EMAIL), locale: CANARY }), 400);

  await bench.http().delete(`/api/admin/subscribers/${id}`).set(bearer).expect(204);
  await bench.sweep();
  await bench.send();
  await get(InboundMailReader).run();

  expect(await holders()).toEqual([]);
  await refused(admin('/api/admin/subscribers/find', { email: EMAIL }), 404);
  await refused(admin('/api/admin/subscribers', { email: EMAIL, locale: 'en', timeZone: 'UTC' }), 409);
  await imported(`email,name\n${EMAIL},${NAME}\n`);
  await bench.ask(EMAIL);
  await posted(byGeneric({ id: 'e3', recipient: EMAIL, code: 550, reply: `550 5.1.1 <${EMAIL}> unknown` }));
  expect(await holders()).toEqual([]);

  expect(await rowsOf(id)).toEqual(['delivery']);

  const plain = (text: string) => text.toLowerCase();
  expect(logged.length).toBeGreaterThan(20);
  expect(logged.map(plain).filter((line) => line.includes(CANARY))).toEqual([]);
  expect(plain(await get(Metrics).registry.metrics())).not.toContain(CANARY);
  expect(errorBodies.map(plain).filter((text) => text.includes(CANARY))).toEqual([]);
  const names = await bench.query(`SELECT count(*)::int AS n FROM suppression WHERE reason = 'erased'`);
  expect(names).toEqual([{ n: 1 }]);
});
