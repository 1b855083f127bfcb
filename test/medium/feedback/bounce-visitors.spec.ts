import { connect, type Socket } from 'node:net';
import { BounceServer } from '#src/feedback/mailbox/bounce-server.js';
import { MailboxModule } from '#src/feedback/mailbox/mailbox.module.js';
import { MailboxApiModule } from '#src/feedback/mailbox/mailbox-api.module.js';
import { eventually } from '../../support/eventually.js';
import { aFeedbackBench, type FeedbackBench } from './feedback-bench.js';

const BOUNCE_DOMAIN = 'bounces.tradewind.example';
const TO = `postmaster@${BOUNCE_DOMAIN}`;

let bench: FeedbackBench;
const sockets: Socket[] = [];
beforeAll(async () => {
  bench = await aFeedbackBench(
    {
      BOUNCE_DOMAIN,
      BOUNCE_SMTP_PORT: '0',
      BOUNCE_SMTP_HOST: '127.0.0.1',
      BOUNCE_IP_CONNECTIONS: '3',
      BOUNCE_IP_PER_MINUTE: '5',
      BOUNCE_VISIT_SECONDS: '3',
    },
    [MailboxModule, MailboxApiModule],
  );
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await pause(200);
});
afterAll(() => bench.close());

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
/** A line spoken by hand: what is said, and the last line that came back. */
function aLine(host = '127.0.0.1') {
  const { port } = bench.api.app.get(BounceServer, { strict: false });
  const socket = connect({ port: port!, host: '127.0.0.1', localAddress: host });
  sockets.push(socket);
  let text = '';
  let isClosed = false;
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
  socket.on('close', () => (isClosed = true));
  socket.on('error', () => undefined);
  const reply = () => eventually(5, () => Promise.resolve(/^\d{3} .*\r\n$/m.exec(text)?.[0] || undefined), 'a reply');
  return {
    greeting: reply,
    say: async (line: string) => {
      text = '';
      socket.write(`${line}\r\n`);
      return reply();
    },
    drip: (text: string) => socket.write(text),
    get isClosed() {
      return isClosed;
    },
    end: () => socket.end(),
  };
}
async function mail(line: ReturnType<typeof aLine>): Promise<string> {
  const begun = await line.say('MAIL FROM:<>');
  if (!begun.startsWith('250')) return begun;
  await line.say(`RCPT TO:<${TO}>`);
  await line.say('DATA');
  return line.say(`Subject: ${Math.random()}\r\n\r\nhello\r\n.`);
}

describe('the port for bounces', () => {
  it('lets one host have so many connections, and says so politely to the next', async () => {
    const lines = [aLine(), aLine(), aLine()];
    for (const line of lines) expect(await line.greeting()).toMatch(/^220 /);
    const fourth = aLine();
    expect(await fourth.greeting()).toMatch(/^421 4\.7\.0 too many connections/);
    await eventually(2, () => Promise.resolve(fourth.isClosed || undefined));
    expect(await aLine('127.0.0.2').greeting()).toMatch(/^220 /);
    lines[0]!.end();
    await eventually(2, () => Promise.resolve(lines[0]!.isClosed || undefined));
    await pause(100);
    expect(await aLine().greeting()).toMatch(/^220 /);
  });

  it('takes so many messages of one host in a minute, and the others later', async () => {
    const line = aLine('127.0.0.3');
    await line.greeting();
    await line.say('EHLO mx.example');
    for (let n = 0; n < 5; n += 1) expect(await mail(line)).toMatch(/^250 /);
    expect(await mail(line)).toMatch(/^450 4\.7\.1 too many messages/);
    const other = aLine('127.0.0.4');
    await other.greeting();
    await other.say('EHLO mx.example');
    expect(await mail(other)).toMatch(/^250 /);
    expect(await bench.query(`SELECT count(*)::int AS n FROM inbound_mail`)).toEqual([{ n: 6 }]);
  });

  it('ends a visit that lasts too long, though a byte comes now and then, and keeps nothing of it', async () => {
    const line = aLine('127.0.0.5');
    await line.greeting();
    await line.say('EHLO mx.example');
    await line.say('MAIL FROM:<>');
    await line.say(`RCPT TO:<${TO}>`);
    await line.say('DATA');
    const before = await bench.query(`SELECT count(*)::int AS n FROM inbound_mail`);
    const begun = performance.now();
    while (!line.isClosed && performance.now() - begun < 10_000) {
      line.drip('x');
      await pause(100);
    }
    expect(line.isClosed).toBe(true);
    expect(performance.now() - begun).toBeLessThan(6_000);
    expect(await bench.query(`SELECT count(*)::int AS n FROM inbound_mail`)).toEqual(before);
    expect(await aLine('127.0.0.5').greeting()).toMatch(/^220 /);
  });
});
