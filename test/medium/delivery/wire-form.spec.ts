import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { dkimVerify } from 'mailauth';
import { simpleParser } from 'mailparser';
import PostalMime from 'postal-mime';
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

/** What a mail may have to carry: the traps of both encodings, of SMTP and of DKIM's white space, between text of many scripts. */
const scrap = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  { weight: 2, arbitrary: fc.constantFrom('方向变了', '震荡：亚马逊、Temu', '𠮷野家', '😀📦', '👩‍👩‍👧', 'é', 'ß') },
  {
    weight: 3,
    arbitrary: fc.constantFrom('\n', '\r\n', '\n\n\n', '\n.', '\n..\n', '.', ' \n', '\t\r\n', '  ', '   \n   ', '\t\t', ' ', '='),
  },
  { weight: 1, arbitrary: fc.constantFrom('=3D', '=\r\n', '--', '\nFrom me', '<p>', '&amp;', '\n--=_tradewind-alternative--\n') },
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
  fc.array(fc.constantFrom('张', '三', '😀', ' ', '  ', ',', '"', '\\', '<', '@', 'a', '=?utf-8?Q?a?=', 'Word', '\r\n', '\0')).map(
    (parts) => parts.join(''),
  ),
);
const mail = fc.record({ html: body, text: body, subject: line, name: fc.option(line), slots });
type Mail = typeof mail extends fc.Arbitrary<infer M> ? M : never;

async function written(given: Mail, keys: readonly DkimKey[] = []) {
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
      text: parsed.text === '\n' && /plain; charset=utf-8\r\n.*\r\n\r\n\r\n--/.test(raw.toString('latin1')) ? '' : lf(parsed.text),
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
        const plain = fillSlots(given, given.slots);
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
});
