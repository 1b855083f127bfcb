import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { dkimVerify } from 'mailauth';
import { simpleParser } from 'mailparser';
import PostalMime from 'postal-mime';
import { checkSignatures, SignatureSelfCheckError } from '#src/delivery/message/dkim/check-signatures.js';
import type { AttachedFile } from '#src/delivery/message/attached-file.js';
import { dnsRecord, type DkimKey } from '#src/delivery/message/dkim/dkim-keys.js';
import { LetterTemplate } from '#src/delivery/message/letter-template.js';
import { fillSlots, SLOTS, type SlotValues } from '#src/rendering/index.js';

const RUNS = { numRuns: 150, seed: Number(process.env['FC_SEED'] ?? 4_104) };
const SENDER = { address: 'digest@news.example', name: '贸易风 Tradewind', replyTo: 'editors@news.example' };

const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const ed25519 = generateKeyPairSync('ed25519');
const KEYS: DkimKey[] = [
  { domain: 'news.example', selector: 'r', key: rsa.privateKey, publicKey: rsa.publicKey, algorithm: 'rsa-sha256' },
  {
    domain: 'news.example',
    selector: 'e',
    key: ed25519.privateKey,
    publicKey: ed25519.publicKey,
    algorithm: 'ed25519-sha256',
  },
];

const HEADERS = [
  'From', 'Reply-To', 'Subject', 'MIME-Version', 'Content-Type', 'Content-Language', 'List-Unsubscribe-Post', 'List-Id', 'Feedback-ID',
  'Auto-Submitted', 'X-Auto-Response-Suppress', 'Precedence', 'To', 'Date', 'Message-ID', 'List-Unsubscribe',
]; // prettier-ignore

/** What a mail may have to carry: the traps of both encodings, of SMTP and of DKIM's white space, between text of many scripts. */
const scrap = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  { weight: 2, arbitrary: fc.constantFrom('方向变了', '震荡：亚马逊、Temu', '𠮷野家', '😀📦', '👩‍👩‍👧', 'é', 'ß') },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '\n',
      '\r\n',
      '\n\n\n',
      '\n.',
      '\n..\n',
      '.',
      ' \n',
      '\t\r\n',
      '  ',
      '   \n   ',
      '\t\t',
      ' ',
      '=',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('=3D', '=\r\n', '--', '\nFrom me', '<p>', '&amp;', '\n--=_tradewind-alternative--\n'),
  },
  { weight: 1, arbitrary: fc.integer({ min: 60, max: 400 }).map((length) => 'x'.repeat(length)) },
  { weight: 1, arbitrary: fc.integer({ min: 20, max: 300 }).map((length) => '长'.repeat(length)) },
);
const text = fc.array(scrap, { maxLength: 12 }).map((scraps) => scraps.join('').replaceAll(/[⟦⟧\ufeff]/g, ''));
const body = fc
  .array(fc.oneof(text, fc.constantFrom<string>(SLOTS.unsubscribeUrl, SLOTS.preferencesUrl)), { maxLength: 8 })
  .map((parts) => parts.join(''));
const slots = fc.record<SlotValues>({ unsubscribeUrl: text, preferencesUrl: text });
const line = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc.string({ maxLength: 200 }),
  fc
    .array(
      fc.constantFrom(
        '张',
        '三',
        '😀',
        ' ',
        '  ',
        ',',
        '"',
        '\\',
        '<',
        '@',
        'a',
        '=?utf-8?Q?a?=',
        'Word',
        '\r\n',
        '\0',
      ),
    )
    .map((parts) => parts.join('')),
);
const mail = fc.record({ html: body, text: body, subject: line, name: fc.option(line), slots });
type Mail = typeof mail extends fc.Arbitrary<infer M> ? M : never;

async function written(given: Mail & { file?: AttachedFile }, keys: readonly DkimKey[] = []) {
  const template = await LetterTemplate.compile(
    { ...given, language: 'zh-CN', feedback: { edition: 'e1', locale: 'zh-CN' }, messageDomain: 'news.example' },
    SENDER,
    keys,
  );
  const to = { address: 'reader@mail.example', name: given.name };
  const message = await template.write({ id: '1', to, date: new Date('2026-03-01T08:00:00Z'), slots: given.slots });
  return { template, message, raw: Buffer.concat(message.pieces) };
}

/** As one line, without what could end it; a reader does not see the difference. */
const asLine = (value: string) => value.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
const lf = (value: string | false | undefined | null) => (value || '').replaceAll(/\r\n|\r|\n/g, '\n');
/** PostalMime ends every line of a quoted-printable part, also the last one, whose end belongs to the boundary (RFC 2046 §5.1.1). */
const withoutLastEnd = (value: string | undefined, isQuotedPrintable: boolean) =>
  isQuotedPrintable ? lf(value).replace(/\n$/, '') : lf(value);

async function bothReadings(raw: Buffer) {
  const postal = await PostalMime.parse(raw);
  const parsed = await simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true });
  const [inText, inHtml] = [...raw.toString('latin1').matchAll(/^Content-Transfer-Encoding: (.*)\r$/gm)].map(
    ([, encoding]) => encoding === 'quoted-printable',
  );
  const to = Array.isArray(parsed.to) ? parsed.to[0] : parsed.to;
  return [
    {
      text: withoutLastEnd(postal.text, inText!),
      html: withoutLastEnd(postal.html, inHtml!),
      subject: postal.subject ?? '',
      to: postal.to,
      from: postal.from,
    },
    {
      // An empty part is one line end to MailParser.
      text:
        parsed.text === '\n' && /plain; charset=utf-8\r\n.*\r\n\r\n\r\n--/.test(raw.toString('latin1'))
          ? ''
          : lf(parsed.text),
      html: lf(parsed.html),
      subject: parsed.subject ?? '',
      to: to?.value,
      from: parsed.from?.value[0],
    },
  ];
}

describe('any letter', () => {
  it('is read by two parsers exactly as if its slots had been filled in plain text', async () => {
    await fc.assert(
      fc.asyncProperty(mail, async (given) => {
        const { raw, message } = await written(given);
        // Each piece has its line ends made canonical on its own: a CR before a slot and an LF at its start are two.
        const [unsubscribeUrl, preferencesUrl] = [lf(given.slots.unsubscribeUrl), lf(given.slots.preferencesUrl)];
        const shared = { ...given, html: lf(given.html), text: lf(given.text) };
        const plain = fillSlots(shared, { unsubscribeUrl, preferencesUrl });
        const expected = {
          text: lf(plain.text),
          html: lf(plain.html),
          subject: asLine(given.subject),
          to: [{ address: 'reader@mail.example', name: asLine(given.name ?? '') }],
          from: { address: SENDER.address, name: SENDER.name },
        };
        for (const reading of await bothReadings(raw)) expect(reading).toEqual(expected);
        expect(message.bytes).toBe(raw.length);
      }),
      RUNS,
    );
  });

  it('is CRLF text in short lines of ASCII that never begin with a dot, and each header stands once', async () => {
    await fc.assert(
      fc.asyncProperty(mail, async (given) => {
        const { raw } = await written(given, KEYS);
        const wire = raw.toString('latin1');
        expect(wire).not.toMatch(/[^\r]\n|\r(?!\n)|[^\r\n\t -~]/);
        expect(wire.endsWith('\r\n')).toBe(true);
        const [head = '', ...rest] = wire.split('\r\n\r\n');
        const lines = wire.split('\r\n');
        expect(lines.filter((text) => text.startsWith('.') || text.startsWith('From ') || /[ \t]$/.test(text))).toEqual(
          [],
        );
        expect(
          Math.max(
            ...rest
              .join('\r\n\r\n')
              .split('\r\n')
              .map(({ length }) => length),
          ),
        ).toBeLessThanOrEqual(76);
        // The link in one line is as long as it is.
        const folded = head.split('\r\n').filter((text) => !text.startsWith('List-Unsubscribe: '));
        expect(Math.max(...folded.map(({ length }) => length))).toBeLessThanOrEqual(78);
        for (const [word] of head.matchAll(/=\?utf-8\?b\?[^?]*\?=/gi)) {
          expect(word.length).toBeLessThanOrEqual(75);
          expect(Buffer.from(word.slice(10, -2), 'base64').toString()).not.toContain('\ufffd');
        }
        const names = [...head.matchAll(/^([\w-]+):/gm)]
          .map(([, name]) => name)
          .filter((name) => name !== 'DKIM-Signature');
        expect(names).toEqual(HEADERS.filter((name) => name !== 'Subject' || asLine(given.subject) !== ''));
      }),
      { ...RUNS, numRuns: 60 },
    );
  });

  it('is made of its own headers and slots, and of the very buffers that other readers get', async () => {
    const text = `${'方向变了。'.repeat(800)}⟦unsubscribe-url⟧${'A shift.\n'.repeat(800)}⟦preferences-url⟧${'終'.repeat(800)}`;
    const html = `<p>${text}</p>`;
    const { template } = await written({
      html,
      text,
      subject: 'x',
      name: null,
      slots: { unsubscribeUrl: '', preferencesUrl: '' },
    });
    const kept = new Set<Buffer>();
    for (let length = 0; length < 40; length++) {
      const value = 'x'.repeat(length);
      const { pieces } = await template.write({
        id: String(length),
        to: { address: 'reader@mail.example', name: null },
        date: new Date(0),
        slots: { unsubscribeUrl: value, preferencesUrl: value.slice(0, length / 2) },
      });
      const own = pieces.filter((piece) => piece.length < 1_000);
      expect(own.reduce((sum, piece) => sum + piece.length, 0)).toBeLessThan(2_000);
      for (const piece of pieces) if (piece.length >= 1_000) kept.add(piece);
    }
    // Two parts of three texts, these in at most three shifts of base64.
    expect(kept.size).toBeLessThanOrEqual(2 * 3 * 3);
  });

  it('may bring one file along, whose name and bytes are read as they were', async () => {
    // PostalMime decodes encoded words even here, against RFC 2231.
    const file = fc.record({
      name: line.filter((name) => asLine(name) !== '' && !name.includes('=?')),
      content: fc.uint8Array({ maxLength: 300 }),
    });
    await fc.assert(
      fc.asyncProperty(mail, file, async (given, { name, content }) => {
        const attached = { name, mediaType: 'application/pdf', content: Buffer.from(content) };
        const { raw } = await written({ ...given, file: attached }, KEYS);
        expect(raw.toString('latin1')).not.toMatch(/[^\r]\n|\r\n\.|\nContent-D[^\r]{77}/);
        expect(await verdicts(raw)).toEqual(['pass', 'pass']);
        const [postal] = (await PostalMime.parse(raw)).attachments;
        const [parsed] = (await simpleParser(raw)).attachments;
        expect([postal?.filename, parsed?.filename]).toEqual([asLine(name), asLine(name)]);
        expect(Buffer.from(postal!.content as ArrayBuffer).equals(attached.content)).toBe(true);
        expect(parsed?.content.equals(attached.content)).toBe(true);
        expect((await bothReadings(raw)).map(({ subject }) => subject)).toEqual([
          asLine(given.subject),
          asLine(given.subject),
        ]);
      }),
      { ...RUNS, numRuns: 60 },
    );
  });

  it('is encoded in the form that is shorter for it', async () => {
    const given = { subject: '', name: null, slots: { unsubscribeUrl: '', preferencesUrl: '' } };
    const encodings = async (text: string, html: string) =>
      [...(await written({ ...given, text, html })).raw.toString('latin1').matchAll(/Transfer-Encoding: (\S+)/g)].map(
        ([, name]) => name,
      );
    expect(await encodings('方向变了'.repeat(50), '<p>One shift</p>'.repeat(50))).toEqual([
      'base64',
      'quoted-printable',
    ]);
    expect(await encodings('One shift', `<p>${'方向变了'.repeat(50)}</p>`)).toEqual(['quoted-printable', 'base64']);
  });
});

/** The DNS as it would be after the keys' records were published. */
const resolver = (name: string, type: string): Promise<string[][]> => {
  const found = KEYS.map(dnsRecord).filter((record) => type === 'TXT' && record.name === name);
  if (found.length > 0) return Promise.resolve(found.map(({ value }) => value.match(/.{1,255}/g) ?? []));
  return Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }));
};
const verdicts = async (raw: Buffer) =>
  (await dkimVerify(raw, { resolver })).results.map(({ status }) => status.result);

describe('any signed letter', () => {
  it('passes an independent verifier twice, and our own', async () => {
    await fc.assert(
      fc.asyncProperty(mail, async (given) => {
        const { raw } = await written(given, KEYS);
        expect(await verdicts(raw)).toEqual(['pass', 'pass']);
        checkSignatures(raw, KEYS);
      }),
      { ...RUNS, numRuns: 60 },
    );
  });

  it('fails both when any one byte of what a reader sees is another', async () => {
    await fc.assert(
      fc.asyncProperty(mail, fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), async (given, where) => {
        const { raw } = await written({ ...given, text: `${given.text}.`, subject: `${given.subject}.` }, KEYS);
        const seen = [
          ...raw
            .toString('latin1')
            .matchAll(/(?<=\r\n)(?:(?:From|Subject|To|Date|List-\S+|Feedback-ID): [^\r]+|[^\r: ]{8,})(?=\r\n)/g),
        ];
        const line = seen[Math.floor(where * seen.length)]!;
        const at = line.index + line[0].length - 1;
        const changed = Buffer.from(raw);
        changed[at] = changed[at] === 0x41 ? 0x42 : 0x41;
        expect(await verdicts(changed)).not.toContain('pass');
        expect(() => {
          checkSignatures(changed, KEYS);
        }).toThrow(SignatureSelfCheckError);
      }),
      { ...RUNS, numRuns: 60 },
    );
  });
});
