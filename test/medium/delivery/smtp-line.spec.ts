import { SMTPServer } from 'smtp-server';
import { Conversation } from '#src/delivery/smtp/conversation.js';
import { NodemailerConnection } from '#src/delivery/smtp/nodemailer-internals.js';
import { SmtpLine } from '#src/delivery/smtp/smtp-line.js';
import { SmtpTransport } from '#src/delivery/smtp/smtp-transport.js';
import { wireMessage, type WireMessage } from '#src/delivery/transport.js';
import { ALL_EXTENSIONS, startSmtpWithExtensions, type Manners } from '../../support/smtp-extensions.js';

const TIMEOUTS = { beforeBodySeconds: 1, finalReplySeconds: 1 };
/** Megabytes take their time on a machine with other work. */
const PATIENT = { beforeBodySeconds: 20, finalReplySeconds: 20 };
const ENVELOPE = { from: 'bounce@news.example', to: 'reader@mail.example' };

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const fence = jest.fn(() => Promise.resolve(true));
beforeEach(() => fence.mockReset().mockResolvedValue(true));

async function aLine(extensions: string[], manners?: Manners, parameters = '', timeouts = TIMEOUTS) {
  const relay = await startSmtpWithExtensions(extensions, manners);
  closers.push(relay.close);
  const line = await new SmtpTransport(`${relay.url}?${parameters}`, timeouts).open();
  if (!('send' in line)) throw new Error(`the line did not open: ${line.reply}`);
  closers.push(() => {
    line.close();
    return Promise.resolve();
  });
  const send = (message = aMessage(), envelope = ENVELOPE) => line.send({ ...envelope }, message, fence);
  return { relay, line, send };
}

/** Of so many bytes, in pieces of a kilobyte. */
function aMessage(bytes = 300): WireMessage {
  const text = `Subject: x\r\n\r\n${'0123456789abcde\r\n'.repeat(Math.ceil(bytes / 17))}`;
  const whole = Buffer.from(text);
  const pieces = [];
  for (let at = 0; at < whole.length; at += 1_024) pieces.push(whole.subarray(at, at + 1_024));
  return wireMessage(pieces);
}

const commandsAfterHello = (commands: string[]) => commands.filter((command) => !/^(EHLO|QUIT)/.test(command));

describe('an envelope', () => {
  it('claims nothing that a 7-bit message does not need', async () => {
    const { relay, send } = await aLine(ALL_EXTENSIONS);
    await send();
    expect(commandsAfterHello(relay.commands)).toEqual([
      'MAIL FROM:<bounce@news.example>',
      'RCPT TO:<reader@mail.example>',
      'DATA',
    ]);
  });

  it('gives our name in EHLO', async () => {
    const { relay } = await aLine(ALL_EXTENSIONS, undefined, 'name=mail.shop.example');
    expect(relay.commands).toEqual(['EHLO mail.shop.example']);
  });

  it('carries a name in another script to a relay with SMTPUTF8', async () => {
    const { relay, send } = await aLine(ALL_EXTENSIONS);
    expect(await send(aMessage(), { ...ENVELOPE, to: '用户@例子.中国' })).toMatchObject({ outcome: 'accepted' });
    expect(relay.commands).toEqual(
      expect.arrayContaining(['MAIL FROM:<bounce@news.example> SMTPUTF8', 'RCPT TO:<用户@例子.中国>']),
    );
  });

  it('writes a domain in another script in ASCII, with which every relay can do', async () => {
    const { relay, send } = await aLine([]);
    expect(await send(aMessage(), { ...ENVELOPE, to: 'reader@例子.中国' })).toMatchObject({ outcome: 'accepted' });
    expect(relay.commands).toContain('RCPT TO:<reader@xn--fsqu00a.xn--fiqs8s>');
  });

  it.each([
    ['recipient', { ...ENVELOPE, to: '用户@例子.中国' }, 'rcpt'],
    ['sender', { ...ENVELOPE, from: '退信@news.example' }, 'mail'],
  ])('is refused when its %s needs SMTPUTF8 and the relay has none, and the line stays', async (_, envelope, phase) => {
    const { relay, line, send } = await aLine(['PIPELINING']);
    expect(await send(aMessage(), envelope)).toEqual({
      outcome: 'failed',
      phase,
      code: 553,
      reply: '553 5.6.7 the relay does not offer SMTPUTF8',
    });
    expect([fence.mock.calls.length, commandsAfterHello(relay.commands), line.isUsable]).toEqual([0, [], true]);
    expect(await send()).toMatchObject({ outcome: 'accepted' });
  });
});

describe('a line', () => {
  it.each([
    ['recipient', { ...ENVELOPE, to: 'a@mail.example>\r\nRCPT TO:<other@mail.example' }, 'rcpt'],
    ['sender', { ...ENVELOPE, from: 'a@news.example>\r\nRSET\r\nMAIL FROM:<b@news.example' }, 'mail'],
  ])('says nothing of a %s that would end its command, and stays', async (_, envelope, phase) => {
    const { relay, line, send } = await aLine(ALL_EXTENSIONS);
    expect(await send(aMessage(), envelope)).toMatchObject({ outcome: 'failed', phase, code: 553 });
    expect([fence.mock.calls.length, commandsAfterHello(relay.commands), line.isUsable]).toEqual([0, [], true]);
    expect(await send()).toMatchObject({ outcome: 'accepted' });
  });

  it('on which a message is answered with the answer to something else is not used again', async () => {
    const { line, send } = await aLine([], ({ step }) => (step === 'message' ? '354 go on' : undefined));
    expect(await send()).toMatchObject({ outcome: 'failed', phase: 'dot', code: 354 });
    expect(line.isUsable).toBe(false);
  });
});

describe('a relay with PIPELINING', () => {
  it.each<[string, string, Manners]>([
    ['the recipient', 'rcpt', ({ step }) => (step === 'RCPT' ? '550 5.1.1 no such user' : undefined)],
    ['the sender', 'mail', ({ step }) => (step === 'MAIL' ? '550 5.7.1 not you' : undefined)],
  ])('that refuses %s and asks for the message all the same gets none', async (_, phase, manners) => {
    const { relay, send } = await aLine(['PIPELINING'], manners);
    expect(await send()).toMatchObject({ outcome: 'failed', phase, code: 550 });
    expect(fence).not.toHaveBeenCalled();
    expect(relay.messageBytes()).toBe(0);
  });

  it.each<[string, string, Manners]>([
    ['the recipient', 'rcpt', ({ step }) => (/RCPT|DATA/.test(step) ? '550 5.1.1 no such user' : undefined)],
    ['the sender', 'mail', ({ step }) => (/MAIL|RCPT|DATA/.test(step) ? '451 4.7.1 later' : undefined)],
    ['DATA', 'data', ({ step }) => (step === 'DATA' ? '452 4.3.1 disk full' : undefined)],
  ])('that refuses %s keeps its line', async (_, phase, refusal) => {
    let isStrict = true;
    const { send } = await aLine(['PIPELINING'], (at) => (isStrict ? refusal(at) : undefined));
    expect(await send()).toMatchObject({ outcome: 'failed', phase });
    expect(fence).not.toHaveBeenCalled();
    isStrict = false;
    expect(await send()).toMatchObject({ outcome: 'accepted' });
  });
});

describe('a relay with CHUNKING', () => {
  it.each([
    ['PIPELINING', ['CHUNKING', 'PIPELINING']],
    ['no PIPELINING', ['CHUNKING']],
  ])('and %s is given the message by BDAT when its URL says so', async (_, extensions) => {
    const { relay, send } = await aLine(extensions, undefined, 'chunking=on');
    const message = aMessage();
    await send(message);
    expect(commandsAfterHello(relay.commands)).toEqual([
      'MAIL FROM:<bounce@news.example>',
      'RCPT TO:<reader@mail.example>',
      `BDAT ${message.bytes} LAST`,
    ]);
  });

  it('is given the message by DATA otherwise', async () => {
    const { relay, send } = await aLine(['CHUNKING']);
    await send();
    expect(relay.commands).toContain('DATA');
  });

  it.each([
    ['PIPELINING', ['CHUNKING', 'PIPELINING']],
    ['no PIPELINING', ['CHUNKING']],
  ])('and %s keeps its line after a refusal', async (_, extensions) => {
    const refusals = new Map([
      ['RCPT', '550 5.1.1 no such user'],
      ['message', '554 5.7.1 spam'],
    ] as const);
    const manners: Manners = ({ step, count }) =>
      (step === 'RCPT' && count === 0) || (step === 'message' && count === 0) ? refusals.get(step) : undefined;
    const { relay, send } = await aLine(extensions, manners, 'chunking=on');
    expect(await send()).toMatchObject({ phase: 'rcpt', code: 550 });
    expect(await send()).toMatchObject({ phase: 'dot', code: 554 });
    expect(await send()).toMatchObject({ outcome: 'accepted' });
    expect(relay.commands.filter((command) => command === 'RSET')).toHaveLength(2);
    expect(fence).toHaveBeenCalledTimes(2);
  });
});

describe.each([
  ['DATA', ''],
  ['BDAT', 'chunking=on'],
])('a line with %s', (_, parameters) => {
  it.each([1, 127, 129, 5_000])('carries %i KiB byte for byte', async (size) => {
    const { relay, send } = await aLine(ALL_EXTENSIONS, undefined, parameters, PATIENT);
    const message = aMessage(size * 1_024);
    expect(await send(message)).toMatchObject({ outcome: 'accepted', code: 250, reply: '250 2.0.0 kept' });
    expect(relay.messages[0]?.equals(Buffer.concat(message.pieces))).toBe(true);
  });

  it('that is lost while the fence is asked counts as handed off when the fence then opens', async () => {
    const { relay, line, send } = await aLine(ALL_EXTENSIONS, undefined, parameters);
    fence.mockImplementation(async () => {
      relay.hangUp();
      await new Promise((done) => setTimeout(done, 100));
      return true;
    });
    expect(await send()).toMatchObject({ outcome: 'failed', phase: 'body', code: null });
    expect([line.isUsable, relay.messageBytes()]).toEqual([false, 0]);
  });

  it('that is lost while the fence is asked counts as never sent when the fence stays shut', async () => {
    const { relay, send } = await aLine(ALL_EXTENSIONS, undefined, parameters);
    fence.mockImplementation(async () => {
      relay.hangUp();
      await new Promise((done) => setTimeout(done, 100));
      return false;
    });
    expect(await send()).toMatchObject({ outcome: 'failed', phase: 'data', code: null });
  });

  it('takes no answer for a yes that came before the message', async () => {
    const { relay, line, send } = await aLine(ALL_EXTENSIONS, undefined, parameters);
    fence.mockImplementation(async () => {
      relay.say('250 2.0.0 kept\r\n');
      await new Promise((done) => setTimeout(done, 50));
      return true;
    });
    expect(await send()).toMatchObject({ outcome: 'failed', phase: 'body' });
    expect([line.isUsable, relay.messageBytes()]).toEqual([false, 0]);
  });

  it('waits as long as the fence needs', async () => {
    const { send } = await aLine(ALL_EXTENSIONS, undefined, parameters);
    fence.mockImplementation(() => new Promise((done) => setTimeout(done, 1_300, true)));
    expect(await send()).toMatchObject({ outcome: 'accepted' });
  });

  it.each<['MAIL' | 'RCPT' | 'message', RegExp]>([
    ['MAIL', /mail/],
    ['RCPT', /mail|rcpt/],
    ['message', /dot/],
  ])('is left when the relay trickles its answer to %s', async (at, phase) => {
    const manners: Manners = ({ step }) => (step === at ? 'trickle' : undefined);
    const { line, send } = await aLine(ALL_EXTENSIONS, manners, parameters);
    expect(await send()).toMatchObject({ outcome: 'failed', phase: expect.stringMatching(phase), code: null });
    expect(line.isUsable).toBe(false);
  });

  it.each<[string, string, number | null]>([
    ['is lost', '', null],
    ['is refused', '552 5.3.4 too much\r\n', 552],
    ['is accepted', '250 2.0.0 kept\r\n', null],
  ])('that %s in the middle of a large message leaves no doubt about it', async (_, word, code) => {
    const { relay, line, send } = await aLine(ALL_EXTENSIONS, undefined, parameters);
    const sending = send(aMessage(40_000_000));
    while (relay.messageBytes() === 0) await new Promise((done) => setImmediate(done));
    if (word === '') relay.hangUp();
    else relay.say(word);
    expect(await sending).toMatchObject({ outcome: 'failed', phase: 'body', code });
    expect([line.isUsable, relay.messages]).toEqual([false, []]);
  });
});

describe('a line that the relay takes leave of', () => {
  const busyAfterFirst: Manners = ({ step, count }) =>
    step === 'MAIL' && count > 0 ? '421 4.7.0 that is enough' : undefined;

  it('with a 421 after it has carried mail says that it is spent, and is not used again', async () => {
    const { line, send } = await aLine(ALL_EXTENSIONS, busyAfterFirst);
    await send();
    expect(await send()).toMatchObject({ phase: 'mail', code: 421, isGoodbye: true });
    expect(line.isUsable).toBe(false);
    expect(await send()).toMatchObject({ outcome: 'failed', phase: 'mail', code: null });
  });

  it('before it has carried any says nothing of the kind', async () => {
    const { send } = await aLine(ALL_EXTENSIONS, ({ step }) => (step === 'MAIL' ? '421 4.7.0 too fast' : undefined));
    expect(await send()).not.toHaveProperty('isGoodbye');
  });
});

describe('a line over TLS', () => {
  // smtp-server warns of its well-known certificate, which is what a test wants.
  beforeEach(() => jest.spyOn(console, 'error').mockImplementation(() => undefined));
  afterEach(() => jest.restoreAllMocks());

  it.each([true, false])('carries a message byte for byte (TLS from the start: %s)', async (secure) => {
    const kept: Buffer[] = [];
    const server = new SMTPServer({
      secure,
      authOptional: true,
      onData(stream, _session, done) {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          kept.push(Buffer.concat(chunks));
          done(null, '2.0.0 kept');
        });
      },
    });
    server.on('error', () => undefined);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    closers.push(
      () =>
        new Promise<void>((done) => {
          server.close(done);
        }),
    );
    const { port } = server.server.address() as { port: number };
    const tls = { rejectUnauthorized: false };
    const connection = new NodemailerConnection({ host: '127.0.0.1', port, secure, requireTLS: !secure, tls });
    await new Promise<void>((done) => {
      connection.connect(() => {
        done();
      });
    });
    const talk = Conversation.on(connection);
    if (talk === undefined) throw new Error('the line did not open');
    const line = new SmtpLine(talk, TIMEOUTS);
    for (const size of [300, 90_000, 400_000]) {
      const message = aMessage(size);
      expect(await line.send({ ...ENVELOPE }, message, fence)).toMatchObject({ outcome: 'accepted' });
      expect(kept.at(-1)?.equals(Buffer.concat(message.pieces))).toBe(true);
    }
    line.close();
  });
});
