import type { HandOff, Transport, WireMessage } from '#src/delivery/transport.js';
import type { Phase } from '#src/domain/delivery/verdict.js';
import { wireMessage } from '#src/delivery/transport.js';

/** What the far side does in one test. */
export type Behaviour =
  | 'accepts'
  | 'refuses the recipient'
  | 'refuses for now'
  | 'hangs up before the message'
  | 'hangs up after the message'
  | 'never answers'
  | 'refuses the login';

export type FarSide = {
  /** Its deadlines are a second at most, so that a side that never answers is left soon. */
  transport: Transport;
  /** The messages that arrived whole, byte for byte. */
  messages: () => Buffer[];
  /** Bytes of messages that arrived, whole or not. */
  messageBytes: () => number;
  close: () => Promise<void>;
};

export type TransportKind = {
  name: string;
  /** SMTP learns of a bad recipient before the fence (`rcpt`); an HTTP API answers only to the whole message (`dot`). */
  refusesAt: 'rcpt' | 'dot';
  start: (behaviour: Behaviour) => Promise<FarSide>;
  /** Whether the far side takes addresses that need SMTPUTF8 (RFC 6531); undefined: it is never given one. */
  carriesUtf8?: boolean;
  /** A transport to a port where nobody listens. */
  toNobody: () => Promise<Transport>;
};

const ENVELOPE = { from: 'bounce@news.example', to: 'reader@mail.example' };

/** A letter in pieces of odd sizes, one of them empty, so that nothing may depend on where they are cut. */
export function aLetter(number: number, lines = 3): WireMessage {
  const body = Array.from({ length: lines }, (_, line) => `line ${line} of letter ${number} =E4=BD=A0=E5=A5=BD\r\n`);
  const text = `From: <bounce@news.example>\r\nSubject: ${number}\r\n\r\n${body.join('')}`;
  const bytes = Buffer.from(text);
  return wireMessage([
    bytes.subarray(0, 7),
    Buffer.alloc(0),
    bytes.subarray(7, 20),
    bytes.subarray(20),
    Buffer.alloc(0),
  ]);
}

const codeClassOf = (handOff: HandOff): number | undefined =>
  'code' in handOff && handOff.code !== null ? Math.floor(handOff.code / 100) : undefined;

const bytesOf = (message: WireMessage): Buffer => Buffer.concat(message.pieces);

/** Opens a line and hands one letter over; a line that does not open counts as a failed hand-off. */
async function handOverBy(transport: Transport, fence: () => Promise<boolean>) {
  const line = await transport.open();
  if (!('send' in line)) return { handOff: { outcome: 'failed', ...line } satisfies HandOff, isUsable: false };
  const handOff = await line.send({ ...ENVELOPE }, aLetter(1), fence);
  const { isUsable } = line;
  line.close();
  return { handOff, isUsable };
}

/** What every transport promises to the lanes, whatever it speaks. */
export function describeTransport(kind: TransportKind): void {
  describe(`a transport over ${kind.name}`, () => {
    let far: FarSide | undefined;
    afterEach(async () => {
      await far?.close();
      far = undefined;
    });
    const start = async (behaviour: Behaviour): Promise<FarSide> => (far = await kind.start(behaviour));
    const open = jest.fn(() => Promise.resolve(true));
    beforeEach(() => open.mockClear());
    const asksFirst = kind.refusesAt === 'dot';

    it('hands a letter over and keeps the answer', async () => {
      const { transport, messages } = await start('accepts');
      const { handOff, isUsable } = await handOverBy(transport, open);
      expect(handOff).toEqual({ outcome: 'accepted', code: expect.any(Number), reply: expect.stringMatching(/./) });
      expect(codeClassOf(handOff)).toBe(2);
      expect(isUsable).toBe(true);
      expect(messages()).toEqual([bytesOf(aLetter(1))]);
      expect(open).toHaveBeenCalledTimes(1);
    });

    it.each([
      ['to', 'rcpt', 'reader@mail.example\r\nRCPT TO:<other@mail.example>'],
      ['to', 'rcpt', 'reader@mail.example> <other@mail.example'],
      ['from', 'mail', 'bounce@news.example\r\nX-Other: 1'],
    ] as const)(
      'says nothing to the relay for an address that would break out of its place: %s',
      async (end, phase, address) => {
        const { transport, messages } = await start('accepts');
        const line = await transport.open();
        if (!('send' in line)) throw new Error(line.reply);
        const refused = await line.send({ ...ENVELOPE, [end]: address }, aLetter(1), open);
        expect(refused).toMatchObject({ outcome: 'failed', phase, code: 553 });
        expect(open).not.toHaveBeenCalled();
        expect(await line.send({ ...ENVELOPE }, aLetter(2), open)).toMatchObject({ outcome: 'accepted' });
        line.close();
        expect(messages()).toEqual([bytesOf(aLetter(2))]);
      },
    );

    if (kind.carriesUtf8 === true)
      it('carries a letter to an address in another script, whose To header is as it is written, byte for byte', async () => {
        const { transport, messages } = await start('accepts');
        const letter = wireMessage([Buffer.from('To: <用户@xn--fsqu00a.xn--fiqs8s>\r\n\r\nx\r\n')]);
        const line = await transport.open();
        if (!('send' in line)) throw new Error(line.reply);
        const taken = await line.send({ ...ENVELOPE, to: '用户@xn--fsqu00a.xn--fiqs8s' }, letter, open);
        line.close();
        expect(taken).toMatchObject({ outcome: 'accepted' });
        expect(messages()).toEqual([bytesOf(letter)]);
      });

    if (kind.carriesUtf8 === false)
      it('refuses an address in another script by itself, and is good for the next letter', async () => {
        const { transport, messages } = await start('accepts');
        const line = await transport.open();
        if (!('send' in line)) throw new Error(line.reply);
        const refused = await line.send({ ...ENVELOPE, to: '用户@mail.example' }, aLetter(1), open);
        expect(refused).toMatchObject({ outcome: 'failed', phase: 'rcpt', code: 553 });
        expect(open).not.toHaveBeenCalled();
        expect(await line.send({ ...ENVELOPE }, aLetter(2), open)).toMatchObject({ outcome: 'accepted' });
        line.close();
        expect(messages()).toEqual([bytesOf(aLetter(2))]);
      });

    it('names its relay', async () => {
      expect((await start('accepts')).transport.relay).toMatch(/./);
    });

    it('asks the fence before the first byte of the message', async () => {
      const { transport, messageBytes } = await start('accepts');
      let bytesBefore: number | undefined;
      await handOverBy(transport, async () => {
        await new Promise((done) => setTimeout(done, 50));
        bytesBefore = messageBytes();
        return true;
      });
      expect(bytesBefore).toBe(0);
      expect(messageBytes()).toBeGreaterThan(0);
    });

    it('sends nothing when the fence is shut', async () => {
      const { transport, messageBytes, messages } = await start('accepts');
      const { handOff, isUsable } = await handOverBy(transport, () => Promise.resolve(false));
      expect(handOff).toEqual({ outcome: 'refused-by-fence' });
      if (!asksFirst) expect(isUsable).toBe(false);
      await new Promise((done) => setTimeout(done, 50));
      expect([messageBytes(), messages()]).toEqual([0, []]);
    });

    it('sends nothing when the fence cannot be asked', async () => {
      const { transport, messageBytes, messages } = await start('accepts');
      const { handOff } = await handOverBy(transport, () => Promise.reject(new Error('the database is away')));
      expect(handOff).toEqual({ outcome: 'fence-unanswered', reason: 'the database is away' });
      await new Promise((done) => setTimeout(done, 50));
      expect([messageBytes(), messages()]).toEqual([0, []]);
    });

    // Whatever a provider says, it is told in the words of SMTP, which the verdict judges.
    it.each<[Behaviour, Phase, number]>([
      ['refuses the recipient', kind.refusesAt, 5],
      ['refuses for now', asksFirst ? 'mail' : 'rcpt', 4],
    ])('that %s says so, with code and phase', async (behaviour, phase, codeClass) => {
      const { transport } = await start(behaviour);
      const { handOff, isUsable } = await handOverBy(transport, open);
      expect(handOff).toMatchObject({ outcome: 'failed', phase });
      expect(codeClassOf(handOff)).toBe(codeClass);
      expect(isUsable).toBe(true);
      expect(open).toHaveBeenCalledTimes(asksFirst ? 1 : 0);
    });

    if (!asksFirst)
      it('knows that nothing left on a line that was lost before the message', async () => {
        const { transport, messages } = await start('hangs up before the message');
        const { handOff, isUsable } = await handOverBy(transport, open);
        expect(handOff).toMatchObject({
          outcome: 'failed',
          code: null,
          phase: expect.stringMatching(/mail|rcpt|data/),
        });
        expect(isUsable).toBe(false);
        expect(open).not.toHaveBeenCalled();
        expect(messages()).toEqual([]);
      });

    it('is in doubt about a letter whose line was lost after its last byte', async () => {
      const { transport, messages } = await start('hangs up after the message');
      const { handOff, isUsable } = await handOverBy(transport, open);
      expect(handOff).toMatchObject({ outcome: 'failed', phase: 'dot', code: null });
      if (!asksFirst) expect(isUsable).toBe(false);
      expect(messages()).toHaveLength(1);
    });

    it('is in doubt about a letter that is never answered, and does not wait for ever', async () => {
      const { transport, messages } = await start('never answers');
      const { handOff } = await handOverBy(transport, open);
      expect(handOff).toMatchObject({ outcome: 'failed', phase: 'dot', code: null });
      expect(messages()).toHaveLength(1);
    });

    it('carries many letters over one line, byte for byte', async () => {
      const { transport, messages } = await start('accepts');
      const line = await transport.open();
      if (!('send' in line)) throw new Error('the line did not open');
      const letters = Array.from({ length: 25 }, (_, number) => aLetter(number, 1 + number * 97));
      for (const letter of letters) {
        expect(await line.send({ ...ENVELOPE }, letter, open)).toMatchObject({ outcome: 'accepted' });
      }
      line.close();
      expect(Buffer.concat(messages()).equals(Buffer.concat(letters.map(bytesOf)))).toBe(true);
      expect(messages()).toHaveLength(letters.length);
      expect(open).toHaveBeenCalledTimes(letters.length);
    });

    it('fails to connect where nobody listens', async () => {
      const { handOff } = await handOverBy(await kind.toNobody(), open);
      expect(handOff).toMatchObject({ outcome: 'failed', phase: 'connect', code: null });
    });

    it('fails to log in with a wrong password', async () => {
      const { transport, messageBytes } = await start('refuses the login');
      const { handOff } = await handOverBy(transport, open);
      expect(handOff).toMatchObject({ outcome: 'failed', phase: 'auth', code: expect.any(Number) });
      if (!asksFirst) expect(messageBytes()).toBe(0);
    });
  });
}
