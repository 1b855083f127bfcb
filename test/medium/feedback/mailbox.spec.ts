import { createTransport } from 'nodemailer';
import request from 'supertest';
import { ReturnAddresses } from '#src/delivery/index.js';
import { BounceServer } from '#src/feedback/mailbox/bounce-server.js';
import { ImapIntake } from '#src/feedback/mailbox/imap-intake.js';
import { InboundMailReader } from '#src/feedback/mailbox/inbound-mail-reader.js';
import { MailboxApiModule } from '#src/feedback/mailbox/mailbox-api.module.js';
import { MailboxModule } from '#src/feedback/mailbox/mailbox.module.js';
import { Tokens } from '#src/foundation/tokens/tokens.js';
import { bearer } from '../../support/api-app.js';
import { startImapServer } from '../../support/imap-server.js';
import { aFeedbackBench, type FeedbackBench, type Mailed } from './feedback-bench.js';

const BOUNCE_DOMAIN = 'bounces.tradewind.example';

let bench: FeedbackBench;
let imap: Awaited<ReturnType<typeof startImapServer>>;
const mailbox: Buffer[] = [];
beforeAll(async () => {
  imap = await startImapServer(mailbox);
  bench = await aFeedbackBench(
    { BOUNCE_DOMAIN, BOUNCE_SMTP_PORT: '0', BOUNCE_SMTP_HOST: '127.0.0.1', BOUNCE_IMAP_URL: imap.url },
    [MailboxModule, MailboxApiModule],
  );
});
afterAll(async () => {
  await bench.close();
  await imap.close();
});

let mail: Mailed;
let other: Mailed;
let email: string;
beforeEach(async () => {
  const [edition] = await bench.mailed(2, [1]);
  [mail, other] = edition as [Mailed, Mailed];
  await bench.query(`TRUNCATE inbound_mail, imap_position`);
  [{ email }] = await bench.query(`SELECT email FROM subscriber WHERE id = $1`, [mail.subscriber_id]);
});

const get = <T>(type: new (...given: never[]) => T): T => bench.api.app.get(type, { strict: false });
const read = () => get(InboundMailReader).run();
const returns = () => get(ReturnAddresses);
const bounceAddress = () => returns().senderOf(mail.id, true);
const mails = () => bench.query(`SELECT source, state, kind, matched FROM inbound_mail ORDER BY id`);
const api = () => request(bench.api.app.getHttpServer());

/** By SMTP, as another server would; the reply. */
async function sent(to: string, raw: string, from = ''): Promise<string> {
  const client = createTransport({ host: '127.0.0.1', port: get(BounceServer).port!, ignoreTLS: true });
  try {
    return (await client.sendMail({ envelope: { from, to: [to] }, raw })).response;
  } catch (error) {
    return (error as { response?: string }).response ?? String(error);
  } finally {
    client.close();
  }
}

type Returned = { to?: string; about?: string; status?: string; text?: string; headers?: string };
/** A report in the form of RFC 3464, with the headers of the mail that came back. */
const aBounce = ({
  to = 'digest@tradewind.example',
  about = email,
  status = '5.1.1',
  text = '550 5.1.1 user unknown',
  headers = 'Subject: a digest',
}: Returned = {}) =>
  [
    `From: MAILER-DAEMON@mx.example`,
    `To: ${to}`,
    'Subject: Undelivered Mail Returned to Sender',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    '',
    '--b',
    '',
    'I could not deliver your message.',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example',
    '',
    `Final-Recipient: rfc822; ${about}`,
    'Action: failed',
    `Status: ${status}`,
    `Diagnostic-Code: smtp; ${text}`,
    '',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    headers,
    '--b--',
    '',
  ].join('\r\n');

describe('the port for bounces', () => {
  it('takes a report to the address of a mail of ours, and the address that is gone is suppressed', async () => {
    await expect(sent(bounceAddress(), aBounce())).resolves.toMatch(/^250 /);
    expect(await mails()).toEqual([{ source: 'smtp', state: 'waiting', kind: null, matched: 0 }]);
    expect(await read()).toBe(1);
    expect(await mails()).toEqual([{ source: 'smtp', state: 'read', kind: 'bounce', matched: 1 }]);
    expect(await bench.events()).toMatchObject([
      { kind: 'hard', source: 'mail', delivery_id: mail.id, subscriber_id: mail.subscriber_id, status: '5.1.1' },
    ]);
    expect(await bench.suppressions()).toEqual(['hard-bounce']);
    expect(JSON.stringify(await bench.events())).not.toContain(email);
  });

  it('believes the address and not the words about whom it is', async () => {
    await sent(bounceAddress(), aBounce({ about: 'somebody@else.example' }));
    await read();
    expect(await bench.events()).toMatchObject([{ subscriber_id: mail.subscriber_id }]);
  });

  it('keeps a mail once that is sent twice', async () => {
    const raw = aBounce();
    await sent(bounceAddress(), raw);
    await sent(bounceAddress(), raw);
    expect(await mails()).toHaveLength(1);
  });

  it.each([
    ['another domain', () => 'digest@tradewind.example'],
    ['a forged token', () => bounceAddress().replace(/[0-9a-f]@/, (end) => (end[0] === '0' ? '1@' : '0@'))],
    ['any other name', () => `info@${BOUNCE_DOMAIN}`],
  ])('refuses %s at once', async (_, to) => {
    await expect(sent(to(), aBounce())).resolves.toMatch(/^550 5\.1\.1 /);
    expect(await mails()).toEqual([]);
  });

  it('takes mail for postmaster, and shows what nothing can be made of', async () => {
    await expect(
      sent(`postmaster@${BOUNCE_DOMAIN}`, 'Subject: hello\r\n\r\nhello\r\n', 'a@b.example'),
    ).resolves.toMatch(/^250 /);
    await read();
    const { body } = await api().get('/api/admin/inbound-mails?matched=false').set(bearer).expect(200);
    expect(body.items).toMatchObject([{ source: 'smtp', state: 'read', kind: 'other', isMatched: false }]);
    const raw = await api()
      .get(`/api/admin/inbound-mails/${body.items[0].id}/raw`)
      .set(bearer)
      .responseType('blob')
      .expect(200);
    expect(raw.body.toString()).toContain('hello');
    await api().post(`/api/admin/inbound-mails/${body.items[0].id}/retry`).set(bearer).expect(202);
    await api().post(`/api/admin/inbound-mails/${body.items[0].id}/retry`).set(bearer).expect(409);
    expect(await read()).toBe(1);
  });

  it('lets a reader leave by mail, but not a machine that answers there', async () => {
    const leave = returns().leaveOf(mail.id)!;
    const answer = `From: ${email}\r\nTo: ${leave}\r\nSubject: Out of office\r\nAuto-Submitted: auto-replied\r\n\r\naway\r\n`;
    await sent(leave, answer, email);
    await read();
    expect(await bench.query(`SELECT status FROM subscriber WHERE id = $1`, [mail.subscriber_id])).toEqual([
      { status: 'active' },
    ]);
    await sent(leave, `From: ${email}\r\nTo: ${leave}\r\nSubject: unsubscribe\r\n\r\n\r\n`, email);
    await read();
    expect(
      await bench.query(
        `SELECT s.status, c.action, c.source FROM subscriber s JOIN consent_event c ON c.subscriber_id = s.id WHERE s.id = $1`,
        [mail.subscriber_id],
      ),
    ).toEqual([{ status: 'unsubscribed', action: 'unsubscribed', source: 'mailto' }]);
  });

  it('keeps the first part of a huge mail', async () => {
    const huge = `${aBounce()}${'x'.repeat(70).concat('\r\n').repeat(20_000)}`;
    await expect(sent(bounceAddress(), huge)).resolves.toMatch(/^250 /);
    await read();
    expect(await bench.query(`SELECT length(raw) AS bytes, matched FROM inbound_mail`)).toEqual([
      { bytes: 524_288, matched: 1 },
    ]);
  });
});

describe('a mailbox', () => {
  beforeEach(() => {
    mailbox.length = 0;
    imap.commands.length = 0;
    imap.state.uidValidity = 7;
  });
  const copy = () => get(ImapIntake).run();

  it('is copied once, from where the last look ended, and never changed', async () => {
    mailbox.push(Buffer.from(aBounce({ to: bounceAddress() })));
    expect(await copy()).toBe(1);
    mailbox.push(Buffer.from('Subject: a newsletter\r\n\r\nhello\r\n'));
    expect(await copy()).toBe(1);
    expect(await copy()).toBe(0);
    await read();
    expect(await mails()).toEqual([
      { source: 'imap', state: 'read', kind: 'bounce', matched: 1 },
      { source: 'imap', state: 'read', kind: 'other', matched: 0 },
    ]);
    expect(imap.commands.join('\n')).not.toMatch(/STORE|EXPUNGE|MOVE|COPY|SELECT/i);
  });

  it('that got new numbers is copied again, and its mails are known', async () => {
    mailbox.push(Buffer.from(aBounce({ to: bounceAddress() })));
    await copy();
    imap.state.uidValidity = 8;
    expect(await copy()).toBe(1);
    expect(await mails()).toHaveLength(1);
  });

  it('with more mails than one fetch takes is copied whole', async () => {
    for (let n = 0; n < 45; n += 1) mailbox.push(Buffer.from(`Subject: ${n}\r\n\r\nhello\r\n`));
    expect(await copy()).toBe(45);
    expect(await mails()).toHaveLength(45);
  });
});

describe('a report without the address of a mail', () => {
  const arrives = async (raw: string): Promise<void> => {
    await sent(`postmaster@${BOUNCE_DOMAIN}`, raw);
    await read();
  };
  const unsubscribeUrl = (of: Mailed) =>
    `https://news.example/u/${get(Tokens).sign('unsubscribe', of.subscriber_id, of.id)}`;
  const messageId = (of: Mailed) => `Message-ID: <d.${of.id}@tradewind.example>`;

  it('is believed by the unsubscribe link of the mail that came back, also when it was folded', async () => {
    const folded = unsubscribeUrl(mail).replace(/(.{60})/, '$1\r\n ');
    await arrives(aBounce({ headers: `List-Unsubscribe: <${folded}>`, about: 'hidden@else.example' }));
    expect(await bench.events()).toMatchObject([{ delivery_id: mail.id, kind: 'hard' }]);
  });

  it('is believed by our Message-ID together with the address of its reader', async () => {
    await arrives(aBounce({ headers: messageId(mail) }));
    expect(await bench.events()).toMatchObject([{ delivery_id: mail.id, kind: 'hard' }]);
    expect(await bench.suppressions()).toEqual(['hard-bounce']);
  });

  it.each<[string, () => string]>([
    ['a Message-ID of another reader', () => aBounce({ headers: messageId(other) })],
    ['the address alone', () => aBounce()],
    [
      'a forged link',
      () =>
        aBounce({
          headers: `List-Unsubscribe: <${unsubscribeUrl(mail).replace(/.$/, (end) => (end === 'A' ? 'E' : 'A'))}>`,
        }),
    ],
  ])('that has %s is kept, and harms nobody', async (_, raw) => {
    await arrives(raw());
    expect(await mails()).toEqual([{ source: 'smtp', state: 'read', kind: 'bounce', matched: 0 }]);
    expect(await bench.events()).toEqual([]);
    expect(await bench.suppressions()).toEqual([]);
  });

  it('is a complaint about a mail whose reader was hidden', async () => {
    const complaint = [
      'From: fbl@provider.example',
      'Subject: complaint',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=feedback-report; boundary=b',
      '',
      '--b',
      'Content-Type: message/feedback-report',
      '',
      'Feedback-Type: abuse',
      'User-Agent: provider/1.0',
      'Version: 1',
      '',
      '--b',
      'Content-Type: message/rfc822',
      '',
      'From: digest@tradewind.example',
      'To: redacted@provider.example',
      `List-Unsubscribe: <${unsubscribeUrl(mail)}>`,
      'Subject: a digest',
      '',
      'text',
      '--b--',
      '',
    ].join('\r\n');
    await sent(`fbl@${BOUNCE_DOMAIN}`, complaint, 'fbl@provider.example');
    await read();
    expect(await bench.events()).toMatchObject([{ kind: 'complaint', delivery_id: mail.id }]);
    expect(await bench.suppressions()).toEqual(['complaint']);
  });
});

describe('reading', () => {
  it('gives a mail that ends its reader up after three tries, and reads the others', async () => {
    await sent(bounceAddress(), aBounce());
    await sent(returns().senderOf(other.id, true), aBounce({ about: 'x@y.example' }));
    await bench.query(`
      CREATE FUNCTION break_one() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF NEW.state = 'read' AND NEW.id = (SELECT min(id::text)::uuid FROM inbound_mail) THEN RAISE 'broken'; END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER break_one BEFORE UPDATE ON inbound_mail FOR EACH ROW EXECUTE FUNCTION break_one()`);
    await read();
    expect(await mails()).toEqual([
      expect.objectContaining({ state: 'failed' }),
      expect.objectContaining({ state: 'read', matched: 1 }),
    ]);
    expect(await bench.events()).toMatchObject([{ delivery_id: other.id }]);
    await bench.query(`DROP TRIGGER break_one ON inbound_mail; DROP FUNCTION break_one`);
    const [{ id }] = await bench.query(`SELECT id FROM inbound_mail WHERE state = 'failed'`);
    await api().post(`/api/admin/inbound-mails/${id}/retry`).set(bearer).expect(202);
    await read();
    expect(await mails()).toEqual([
      expect.objectContaining({ state: 'read', matched: 1 }),
      expect.objectContaining({ state: 'read', matched: 1 }),
    ]);
  });

  it('forgets whoever is erased, also in mails that could not be matched', async () => {
    await sent(bounceAddress(), aBounce());
    await sent(`postmaster@${BOUNCE_DOMAIN}`, `Subject: about ${email.toUpperCase()}\r\n\r\nhello\r\n`, 'a@b.example');
    await sent(`postmaster@${BOUNCE_DOMAIN}`, 'Subject: other\r\n\r\nhello\r\n', 'a@b.example');
    await read();
    await bench.query(`DELETE FROM subscriber WHERE id = $1`, [mail.subscriber_id]);
    expect(await bench.query(`SELECT encode(raw, 'escape') AS raw FROM inbound_mail`)).toEqual([
      { raw: expect.stringContaining('Subject: other') },
    ]);
  });
});
