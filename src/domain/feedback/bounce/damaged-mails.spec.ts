import { FEEDBACK_CLASSES } from '../feedback-class.js';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { projectRoot } from '../../../foundation/paths/project-root.js';
import { REPLY_RULES } from './rules/rules.data.js';
import { classifyReply } from './rules/classify-reply.js';
import { MAX_MAIL_BYTES } from './mail/read-mail.js';
import { readReport } from './read-report.js';

const folder = join(projectRoot, 'test/fixtures/bounces');
const mails = readdirSync(folder)
  .filter((name) => name.endsWith('.eml'))
  .map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
const BOUNCES = ['hard', 'soft', 'block'];

/** Numbers that are the same in every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff) / 0x80000000;
}

async function expectSound(bytes: Uint8Array): Promise<void> {
  const { kind, sign, recipients } = await readReport(bytes);
  expect(sign).not.toBe('unreadable');
  for (const { address, reply } of recipients) {
    expect(address).toMatch(/^[^\s@]+@[^\s@]+$/);
    expect(reply ?? '').not.toMatch(/[\r\n]/);
  }
  if (kind !== 'bounce') expect(recipients.filter((recipient) => BOUNCES.includes(recipient.class))).toEqual([]);
}

describe('a damaged mail', () => {
  it.each(mails)('$name may end anywhere', async ({ bytes }) => {
    for (let part = 0; part <= 24; part++) await expectSound(bytes.subarray(0, Math.floor((bytes.length * part) / 24)));
  });

  it.each(mails)('$name may have wrong bytes', async ({ bytes }) => {
    const next = numbers(bytes.length);
    for (let round = 0; round < 8; round++) {
      const damaged = Uint8Array.from(bytes);
      for (let flips = 0; flips < 2 + round * 12; flips++)
        damaged[Math.floor(next() * damaged.length)] = Math.floor(next() * 256);
      await expectSound(damaged);
    }
  });

  it.each(mails)('$name may lack any header', async ({ bytes }) => {
    const lines = bytes.toString('latin1').split('\n');
    const end = lines.findIndex((line) => line.trim() === '');
    for (let gone = 0; gone < end; gone++)
      await expectSound(Buffer.from(lines.toSpliced(gone, 1).join('\n'), 'latin1'));
    await expectSound(Buffer.from(lines.slice(end).join('\n'), 'latin1'));
  });

  it('may be anything at all', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 4_000 }), expectSound), { numRuns: 200, seed: 1 });
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 2_000, unit: 'binary' }), (text) => expectSound(Buffer.from(text))),
      { numRuns: 200, seed: 2 },
    );
  });

  const head = 'From: MAILER-DAEMON@x.example\nSubject: failure notice\n\n';
  it.each([
    ['nothing', ''],
    ['line ends', '\r\n'.repeat(300_000)],
    ['one endless line', `${head}${'a'.repeat(2_000_000)}`],
    ['at signs', `${head}${'@'.repeat(500_000)}`],
    ['half addresses', `${head}${'a@b.'.repeat(200_000)}`],
    ['dots', `${head}<${'a.'.repeat(200_000)}@`],
    ['open tags', `Content-Type: text/html\n${head}${'<'.repeat(500_000)}`],
    ['open styles', `Content-Type: text/html\n${head}${'<style>'.repeat(100_000)}`],
    ['quotes', `${head}${'> '.repeat(200_000)}`],
    ['numbers', `${head}${'550 5.1.1 '.repeat(100_000)}`],
    ['spaces', `${head}550${' '.repeat(500_000)}user`],
    ['a huge subject', `Subject: ${'undeliverable '.repeat(60_000)}\n\nx`],
    ['encoded words', `Subject: ${'=?gbk?B?xOO6w7o=?= '.repeat(20_000)}\n\nx`],
    [
      'many recipients',
      `${head}The following addresses failed:\n${Array.from({ length: 20_000 }, (_, n) => `<a${n}@example.com>: 550 no such user`).join('\n')}`,
    ],
    [
      'many parts',
      `Content-Type: multipart/report; boundary=b\n\n${'--b\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; a@b.example\nAction: failed\n\n'.repeat(5_000)}`,
    ],
    [
      'nested parts',
      Array.from({ length: 300 }, (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\n\n--b${n}\n`).join(''),
    ],
    ['an unknown charset', 'Content-Type: text/plain; charset=x-none\n\n\u00e9'],
  ])('may be made of %s', async (_what, text) => {
    await expectSound(Buffer.from(text));
  });

  it('is read as far as its beginning only', async () => {
    const bounce = readFileSync(join(folder, 'postfix-unknown-user.eml'));
    const huge = Buffer.concat([bounce, Buffer.alloc(3 * MAX_MAIL_BYTES, 'x\n')]);
    expect(await readReport(huge)).toEqual(await readReport(huge.subarray(0, MAX_MAIL_BYTES)));
  });
});

describe('the table of rules', () => {
  it('has each name once, with a reason and a condition', () => {
    expect(new Set(REPLY_RULES.map(({ name }) => name)).size).toBe(REPLY_RULES.length);
    for (const rule of REPLY_RULES) {
      expect(rule.why).not.toBe('');
      expect([rule.text, rule.raw, rule.code, rule.enhanced].some((condition) => condition !== undefined)).toBe(true);
    }
  });

  it.each(['user ', 'mailbox is ', 'a', ' ', '1.', 'sender address ', 'no ', '邮箱', 'message has ', '@ ', '('])(
    'ends soon on "%s" without end',
    (piece) => {
      for (const text of [piece.repeat(3_000), `550 ${piece.repeat(600)}x`])
        expect(FEEDBACK_CLASSES).toContain(classifyReply({ code: 550, text }).class);
    },
  );

  it('never calls a 4xx hard', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('user unknown', 'no such user', 'mailbox disabled', 'host unknown', ''),
        fc.integer({ min: 400, max: 499 }),
        (text, code) => {
          expect(classifyReply({ code, text }).class).not.toBe('hard');
        },
      ),
    );
  });
});
