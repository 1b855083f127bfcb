import { createServer, connect, type AddressInfo } from 'node:net';
import nodemailer from 'nodemailer';
import request from 'supertest';
import { InboxError, InboxModule, InboxServer } from '#src/ops/index.js';
import { anApiApp, type ApiApp } from '../../support/api-app.js';

let api: ApiApp;
let port: number;
beforeAll(async () => {
  api = await anApiApp([InboxModule], { INBOX_PORT: '0' });
  port = api.app.get(InboxServer).port;
});
afterAll(() => api.close());

const get = (path: string) => request(api.app.getHttpServer()).get(path);

async function send(mail: Record<string, unknown>): Promise<number> {
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port, secure: false, ignoreTLS: true });
  await transport.sendMail({ from: 'Digest <digest@sender.example>', ...mail });
  transport.close();
  const { body } = await get('/inbox.json').expect(200);
  return body.messages[0].id;
}

describe('the development inbox', () => {
  it('says that nothing has arrived yet', async () => {
    expect((await get('/inbox').expect(200)).text).toContain('Nothing has arrived yet');
    await get('/inbox.json').expect(200, { receivedCount: 0, messages: [] });
  });

  it('lists what came, newest first, by envelope recipient', async () => {
    await send({ to: 'first@reader.example', subject: '战略变化 1', text: 'one' });
    await send({
      envelope: { from: 'bounce@sender.example', to: 'real@reader.example' },
      to: 'shown@reader.example',
      subject: 'Shifts & <moves>',
      messageId: '<d.7@sender.example>',
      text: 'two',
    });
    const { body } = await get('/inbox.json').expect(200);
    expect(body).toMatchObject({
      receivedCount: 2,
      messages: [
        { id: 2, to: ['real@reader.example'], subject: 'Shifts & <moves>', messageId: '<d.7@sender.example>' },
        { id: 1, to: ['first@reader.example'], subject: '战略变化 1' },
      ],
    });
    const page = (await get('/inbox').expect(200)).text;
    expect(page).toContain('Shifts &amp; &lt;moves&gt;');
    expect(page.indexOf('Shifts &amp;')).toBeLessThan(page.indexOf('战略变化 1'));
  });

  it('shows a message with its headers, its text and its HTML in a sandbox', async () => {
    const id = await send({
      to: 'r@reader.example',
      subject: 'Both parts',
      headers: { 'List-Unsubscribe': '<https://news.example/u/x>' },
      text: 'plain <words>',
      html: '<html><head><title>t</title></head><body><script>alert(1)</script><a href="https://news.example/u/x">leave</a></body></html>',
    });
    const page = await get(`/inbox/${id}`).expect(200);
    expect(page.text).toContain('plain &lt;words&gt;');
    expect(page.text).toContain('&lt;https://news.example/u/x&gt;');
    expect(page.text).toContain(`<iframe src="/inbox/${id}/html"`);
    expect(page.text).not.toContain('<script');
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'self'; frame-src 'self'/);

    const mail = await get(`/inbox/${id}/html`).expect(200);
    expect(mail.headers['content-security-policy']).toMatch(
      /^sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'/,
    );
    expect(mail.text).toContain('<head><base target="_blank"><title>t</title>');
  });

  it('gives the source byte for byte', async () => {
    const id = await send({ to: 'r@reader.example', subject: 'Dots', text: 'a\r\n.\r\n..b' });
    const response = await get(`/inbox/${id}/raw`).expect(200).responseType('blob');
    expect(response.headers['content-type']).toMatch(/^message\/rfc822/);
    expect(response.headers['content-disposition']).toBe(`attachment; filename="message-${id}.eml"`);
    expect(String(response.body)).toMatch(/\r\n\r\na\r\n\.\r\n\.\.b/);
  });

  it('shows even what no parser understands', async () => {
    const socket = connect(port, '127.0.0.1');
    const talk = [
      'EHLO x',
      'MAIL FROM:<a@sender.example>',
      'RCPT TO:<b@reader.example>',
      'DATA',
      '\u0000\u0001no header at all\r\n.',
      'QUIT',
    ];
    socket.on('data', () => socket.write(`${talk.shift() ?? 'QUIT'}\r\n`));
    await new Promise((done) => socket.on('close', done));
    const { body } = await get('/inbox.json').expect(200);
    expect(body.messages[0].to).toEqual(['b@reader.example']);
    await get(`/inbox/${body.messages[0].id}`).expect(200);
  });

  it('knows only numbers that exist', async () => {
    await get('/inbox/9999').expect(404);
    await get('/inbox/9999/html').expect(404);
    await get('/inbox/9999/raw').expect(404);
    await get('/inbox/x').expect(400);
    const id = await send({ to: 'r@reader.example', subject: 'Text only', text: 't' });
    await get(`/inbox/${id}/html`).expect(404);
  });

  it.each(['/inbox', '/inbox.json', '/inbox/1', '/inbox/1/html', '/inbox/1/raw'])(
    'hides %s from a page that points its own name at this machine, and from a proxy',
    async (path) => {
      const refused = await get(path).set('Host', 'rebound.example').expect(403);
      expect(refused.body).toMatchObject({ code: 'inbox.loopback-only' });
      await get(path).set('X-Forwarded-For', '203.0.113.9').expect(403);
    },
  );

  it('keeps the newest 500 and counts all', async () => {
    const transport = nodemailer.createTransport({
      host: '127.0.0.1',
      port,
      ignoreTLS: true,
      pool: true,
      maxConnections: 4,
    });
    await Promise.all(
      Array.from({ length: 510 }, (_none, index) =>
        transport.sendMail({
          from: 'a@sender.example',
          to: `r${index}@reader.example`,
          subject: `n ${index}`,
          text: 't',
        }),
      ),
    );
    transport.close();
    const { body } = await get('/inbox.json').expect(200);
    expect(body.messages).toHaveLength(500);
    expect(body.receivedCount).toBeGreaterThan(510);
    expect((await get('/inbox').expect(200)).text).toContain(`newest 500 of ${body.receivedCount} messages`);
  });
});

describe('the port of the inbox', () => {
  it('is named in one line when somebody else has it', async () => {
    const other = createServer();
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
    const taken = (other.address() as AddressInfo).port;
    const server = new InboxServer({ INBOX_PORT: taken }, undefined as never, undefined as never);
    await expect(server.onModuleInit()).rejects.toThrow(InboxError);
    await expect(server.onModuleInit()).rejects.toThrow(
      `INBOX_PORT: ${taken} is in use already; set INBOX_PORT to another one`,
    );
    await new Promise((done) => other.close(done));
  });

  it('is free again soon after the close, even while a client stays connected', async () => {
    const other = await anApiApp([InboxModule], { INBOX_PORT: '0' });
    const inboxPort = other.app.get(InboxServer).port;
    const idle = connect(inboxPort, '127.0.0.1');
    await new Promise((done) => idle.once('data', done));
    await other.close();
    idle.destroy();
    await expect(
      new Promise((done, fail) => connect(inboxPort, '127.0.0.1').on('connect', done).on('error', fail)),
    ).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});
