import { createServer, type AddressInfo } from 'node:net';
import { HttpTransport } from '#src/delivery/http/http-transport.js';
import { SesTransport } from '#src/delivery/http/ses-transport.js';
import type { HandOff, Transport, TransportConnection } from '#src/delivery/transport.js';
import { wireMessage } from '#src/delivery/transport.js';
import {
  startFakeProvider,
  type FakeProvider,
  type ProviderMisdeed,
  type ProviderPlan,
} from '../../support/fake-provider.js';
import { freePort } from '../../support/free-port.js';
import { aLetter, describeTransport, type Behaviour, type TransportKind } from './transport-contract.js';

const TIMEOUTS = { beforeBodySeconds: 1, finalReplySeconds: 0.5 };
const ENVELOPE = { from: 'bounce@news.example', to: 'reader@mail.example' };
const open = (): Promise<boolean> => Promise.resolve(true);

type Dialect = { name: string; kind: 'bridge' | 'ses'; over: (port: number) => Transport };

const bridge: Dialect = {
  name: 'a generic HTTP bridge',
  kind: 'bridge',
  over: (port) => new HttpTransport(`http://token@127.0.0.1:${port}/send`, TIMEOUTS, 'bridge'),
};
const ses: Dialect = {
  name: 'Amazon SES',
  kind: 'ses',
  over: (port) =>
    new SesTransport(
      `ses://AKID:secret@eu-west-1?endpoint=http://127.0.0.1:${port}&configurationSet=news`,
      TIMEOUTS,
      'ses',
    ),
};

const MISDEEDS: Record<Behaviour, ProviderMisdeed | undefined> = {
  accepts: undefined,
  'refuses the recipient': { status: 400, body: '{"message":"no such reader"}' },
  'refuses for now': { status: 429, body: '{"message":"slow down"}' },
  'hangs up before the message': 'drop-midway',
  'hangs up after the message': 'drop',
  'never answers': 'hang',
  'refuses the login': { status: 403, body: '{"message":"who are you?"}' },
};

function kindOf({ name, kind, over }: Dialect): TransportKind {
  return {
    name,
    refusesAt: 'dot',
    ...(kind === 'ses' ? {} : { carriesUtf8: true }),
    async start(behaviour) {
      const provider = await startFakeProvider(kind);
      provider.use(() => MISDEEDS[behaviour]);
      return {
        transport: over(provider.port),
        messages: () => provider.arrived.map(({ raw }) => Buffer.from(raw, 'latin1')),
        messageBytes: provider.bytes,
        close: provider.close,
      };
    },
    toNobody: async () => over(await freePort()),
  };
}

describeTransport(kindOf(bridge));
describeTransport(kindOf(ses));

describe.each([bridge, ses])('a line to $name', ({ kind, over }) => {
  let provider: FakeProvider;
  let line: TransportConnection;

  beforeEach(async () => {
    provider = await startFakeProvider(kind);
    const opened = await over(provider.port).open();
    if ('phase' in opened) throw new Error(opened.reply);
    line = opened;
  });
  afterEach(async () => {
    line.close();
    await provider.close();
  });

  const handOver = (plan: ProviderPlan = () => undefined, lines = 3): Promise<HandOff> => {
    provider.use(plan);
    return line.send(ENVELOPE, aLetter(1, lines), open);
  };

  it('carries the envelope, not the headers', async () => {
    await handOver();
    expect(provider.arrived).toEqual([expect.objectContaining(ENVELOPE)]);
  });

  it('asks the fence once it is connected and before it writes one octet', async () => {
    let seen: number[] = [];
    await line.send(ENVELOPE, aLetter(1), () => {
      seen = [provider.connectionCount(), provider.bytes()];
      return Promise.resolve(true);
    });
    expect(seen).toEqual([1, 0]);
  });

  it('goes on over the same socket after a shut fence and after a refused letter', async () => {
    expect(await line.send(ENVELOPE, aLetter(1), () => Promise.resolve(false))).toEqual({
      outcome: 'refused-by-fence',
    });
    expect(await handOver(() => ({ status: 422 }))).toMatchObject({ phase: 'dot', code: 554 });
    expect(await handOver()).toMatchObject({ outcome: 'accepted' });
    expect([provider.connectionCount(), line.isUsable]).toEqual([1, true]);
  });

  it('says that nothing left when the line is lost while the fence is asked', async () => {
    const handOff = await line.send(ENVELOPE, aLetter(1), async () => {
      provider.hangUp();
      await new Promise((done) => setTimeout(done, 50));
      return true;
    });
    expect(handOff).toMatchObject({ outcome: 'failed', phase: 'body', code: null });
    expect([provider.arrived, line.isUsable]).toEqual([[], false]);
  });

  it('is no longer usable when the provider hangs up on it, and asks no fence', async () => {
    provider.hangUp();
    await new Promise((done) => setTimeout(done, 50));
    expect(line.isUsable).toBe(false);
    const fence = jest.fn(open);
    expect(await line.send(ENVELOPE, aLetter(1), fence)).toMatchObject({ phase: 'connect', code: null });
    expect(fence).not.toHaveBeenCalled();
  });

  it.each<[string, ProviderMisdeed]>([
    ['is lost in the middle of the letter', 'drop-midway'],
    ['is lost after the letter', 'drop'],
    ['stays silent', 'hang'],
    ['trickles an answer for ever', 'trickle'],
    ['answers in another protocol', { raw: '220 mail.example ESMTP\r\n' }],
    ['is lost in the middle of the answer', { raw: 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf' }],
    ['breaks inside', { status: 500 }],
  ])('is in doubt about a letter when the provider %s', async (_name, misdeed) => {
    expect(await handOver(() => misdeed)).toMatchObject({ outcome: 'failed', phase: 'dot', code: null });
  });

  it('hears a refusal that comes before the whole letter was read, and is not used again', async () => {
    expect(await handOver(() => ({ status: 413, early: true }), 200_000)).toMatchObject({ phase: 'dot', code: 554 });
    expect(line.isUsable).toBe(false);
  });

  it('believes an answer that ends with the line, and is not used again', async () => {
    const raw = 'HTTP/1.0 200 OK\r\n\r\n{"MessageId":"id-1"}';
    const handOff = await handOver(() => ({ raw }));
    expect(handOff).toMatchObject({ outcome: 'accepted', code: 200, reply: expect.stringContaining('id-1') });
    expect(line.isUsable).toBe(false);
  });

  it('is not used again after an answer that says so', async () => {
    const handOff = await handOver(() => ({ status: 200, headers: { connection: 'close' } }));
    expect([handOff.outcome, line.isUsable]).toEqual(['accepted', false]);
  });

  it('reads no more than 64 KB of an answer', async () => {
    const handOff = await handOver(() => ({ status: 200, body: 'x'.repeat(1_000_000) }));
    expect([handOff.outcome, line.isUsable]).toEqual(['accepted', false]);
  });

  it('hangs up when it was idle, before the provider does', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'Date', 'performance'] });
    try {
      const opened = await over(provider.port).open();
      if ('phase' in opened) throw new Error(opened.reply);
      expect(await opened.send(ENVELOPE, aLetter(1), open)).toMatchObject({ outcome: 'accepted' });
      jest.advanceTimersByTime(3_900);
      expect(opened.isUsable).toBe(true);
      jest.advanceTimersByTime(200);
      expect(opened.isUsable).toBe(false);
    } finally {
      jest.useRealTimers();
    }
  });

  it.each([200, 201, 202, 204])('takes %i for accepted', async (status) => {
    expect(await handOver(() => ({ status }))).toEqual({ outcome: 'accepted', code: status, reply: String(status) });
  });
});

describe('a provider that does not speak TLS', () => {
  it('is a fault of ours, not a lost line', async () => {
    const provider = await startFakeProvider('bridge');
    const transport = new HttpTransport(`https://token@127.0.0.1:${provider.port}/`, TIMEOUTS, 'bridge');
    expect(await transport.open()).toMatchObject({ phase: 'connect', code: null, fault: 'tls' });
    await provider.close();
  });

  it('is left when it stays silent', async () => {
    const silent = createServer();
    await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening));
    const { port } = silent.address() as AddressInfo;
    const transport = new HttpTransport(
      `https://token@127.0.0.1:${port}/`,
      { ...TIMEOUTS, beforeBodySeconds: 0.2 },
      'bridge',
    );
    expect(await transport.open()).toEqual({
      phase: 'connect',
      code: null,
      reply: 'the provider did not answer in time',
    });
    silent.close();
  });
});

describe('the generic bridge', () => {
  let provider: FakeProvider;
  beforeEach(async () => {
    provider = await startFakeProvider('bridge');
  });
  afterEach(() => provider.close());

  const letter = () =>
    wireMessage(
      ['Message-ID:\r\n <d.1@new', 's.example>\r\nTo: x\r\n\r\nMessage-ID: <not-me@x>\r\n'].map((text) =>
        Buffer.from(text),
      ),
    );
  const handOver = async (login: string, to = ENVELOPE.to): Promise<HttpTransport> => {
    const transport = new HttpTransport(`http://${login}127.0.0.1:${provider.port}/send?list=1`, TIMEOUTS, 'bridge');
    const line = await transport.open();
    if ('phase' in line) throw new Error(line.reply);
    expect(await line.send({ ...ENVELOPE, to }, letter(), open)).toMatchObject({
      outcome: 'accepted',
      reply: '202 kept-1',
    });
    line.close();
    return transport;
  };

  it('gets the message as it is, with its envelope and its id', async () => {
    await handOver('t%2Fk@', 'dm\u00f8@p\u00f8st.example');
    expect(provider.arrived).toEqual([
      expect.objectContaining({
        to: 'dm\u00f8@p\u00f8st.example',
        path: '/send?list=1',
        headers: expect.objectContaining({
          authorization: 'Bearer t/k',
          'content-type': 'message/rfc822',
          'content-length': String(letter().bytes),
          'idempotency-key': '<d.1@news.example>',
        }),
      }),
    ]);
  });

  it('may want a user and a password', async () => {
    await handOver('me:p%3Aw@');
    expect(provider.arrived[0]?.headers.authorization).toBe(`Basic ${Buffer.from('me:p:w').toString('base64')}`);
  });

  it('can be asked what became of a message', async () => {
    const transport = await handOver('t@');
    expect(await transport.lookUp('<d.1@news.example>')).toBe('accepted');
    expect(await transport.lookUp('<d.2@news.example>')).toBe('unknown');
  });

  it('that cannot be asked proves nothing', async () => {
    const nobody = new HttpTransport(`http://127.0.0.1:${await freePort()}/`, TIMEOUTS, 'bridge');
    expect(await nobody.lookUp('<d.1@news.example>')).toBe('unknown');
  });
});

describe('Amazon SES', () => {
  it('refuses a wrong signature as a wrong password', async () => {
    const provider = await startFakeProvider('ses', 'another secret');
    const line = await ses.over(provider.port).open();
    if ('phase' in line) throw new Error(line.reply);
    expect(await line.send(ENVELOPE, aLetter(1), open)).toMatchObject({ phase: 'auth', code: 535 });
    line.close();
    await provider.close();
  });

  it('gets its configuration set and signs the token of a session', async () => {
    const provider = await startFakeProvider('ses');
    const url = `ses://AKID:secret@eu-west-1?sessionToken=t%3D&endpoint=http://127.0.0.1:${provider.port}`;
    const line = await new SesTransport(url, TIMEOUTS, 'ses').open();
    if ('phase' in line) throw new Error(line.reply);
    expect(await line.send(ENVELOPE, aLetter(1), open)).toMatchObject({ outcome: 'accepted', reply: '200 ses-1' });
    expect(provider.arrived[0]).toMatchObject({
      path: '/v2/email/outbound-emails',
      headers: { 'x-amz-security-token': 't=', authorization: expect.stringContaining('/eu-west-1/ses/aws4_request') },
    });
    line.close();
    await provider.close();
  });
});
