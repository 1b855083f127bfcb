import PostalMime from 'postal-mime';
import request from 'supertest';
import { DeliveryModule, DeliveryPlanner } from '#src/delivery/index.js';
import { SiteModule } from '#src/site/index.js';
import { DataSource } from 'typeorm';
import { randomUUID } from 'node:crypto';
import { aDeliveryBench, type DeliveryBench } from '../medium/delivery/delivery-bench.js';
import { aCompiledDigest } from '../support/builders.js';

/** What breaks out of a header field, if anything does. */
const BREAKS = [
  '\r\n',
  '\n',
  '\r',
  '\r\n\r\n',
  '\u2028',
  '\u2029',
  '\u0085',
  '\u000b',
  '\u000c',
  '%0d%0a',
  '=0D=0A',
  '=?utf-8?Q?=0D=0A?=',
];
const SMUGGLED = [
  'Bcc: evil@smuggled.example',
  'X-Smuggled: yes',
  'To: <evil@smuggled.example>',
  '.',
  'RCPT TO:<evil@smuggled.example>',
];
const NAMES = BREAKS.flatMap((end) => SMUGGLED.map((line) => `Eve${end}${line}${end}`));
const ADDRESS_LISTS = [
  'evil@smuggled.example, ',
  '<evil@smuggled.example>',
  '"a" <evil@smuggled.example>',
  'Eve;evil@smuggled.example:',
];

let bench: DeliveryBench;
beforeAll(async () => {
  bench = await aDeliveryBench({ MAIL_FROM_NAME: `Tide ${BREAKS[0]}X-Smuggled: yes` }, [DeliveryModule, SiteModule]);
});
afterAll(() => bench.close());

/** A run over readers of these names, under this subject. */
async function sendTo(names: readonly string[], subject: string): Promise<{ email: string; name: string }[]> {
  const { readers } = await bench.aRunOver(names.length);
  await bench.query(
    `TRUNCATE delivery, delivery_claim, delivery_slice, delivery_progress, delivery_variant, delivery_run CASCADE`,
  );
  await bench.query(
    `UPDATE subscriber s SET name = n.name FROM unnest($1::uuid[], $2::text[]) AS n (id, name) WHERE s.id = n.id`,
    [readers.map(({ id }) => id), names],
  );
  const editionId = randomUUID();
  const variants = [
    { locale: 'en' as const, selectionHash: 'all', content: aCompiledDigest({ locale: 'en', subject }) },
  ];
  await bench.api.app
    .get(DataSource)
    .transaction((manager) =>
      bench.api.app.get(DeliveryPlanner).start(manager, { editionId, variants, fallbackLocale: 'en' }),
    );
  bench.relay.arrived.length = 0;
  await bench.work(editionId);
  return readers.map(({ email }, n) => ({ email, name: names[n]! }));
}
const fieldsOf = (raw: string): string[] =>
  raw
    .slice(0, raw.indexOf('\r\n\r\n'))
    .replaceAll(/\r\n[ \t]/g, ' ')
    .split('\r\n')
    .map((line) => line.slice(0, line.indexOf(':')));

it('row 40: no name, subject or sender brings a header or a recipient of its own', async () => {
  await sendTo(['Plain'], 'plain');
  const expected = fieldsOf(bench.relay.arrived[0]!.raw);
  expect(expected).not.toContain('X-Smuggled');
  for (const subject of ['plain', ...NAMES.slice(0, 12)]) {
    const readers = await sendTo([...NAMES, ...ADDRESS_LISTS], subject);
    expect(bench.relay.arrived.map(({ to }) => to).sort()).toEqual(readers.map(({ email }) => email).sort());
    for (const { raw, to } of bench.relay.arrived) {
      expect(fieldsOf(raw)).toEqual(expected);
      const { to: addressees = [], bcc, headers } = await PostalMime.parse(Buffer.from(raw, 'latin1'));
      expect(addressees.map(({ address }) => address)).toEqual([to]);
      expect({ bcc, smuggled: headers.filter(({ key }) => key === 'x-smuggled') }).toEqual({
        bcc: undefined,
        smuggled: [],
      });
    }
  }
}, 120_000);

it('row 42: bots that follow every link of a mail change nothing, and its one-click post does', async () => {
  const [reader] = await sendTo(['Eve'], 'plain');
  const { raw } = bench.relay.arrived[0]!;
  const { text = '', html = '', headers } = await PostalMime.parse(Buffer.from(raw, 'latin1'));
  const listed = headers.find(({ key }) => key === 'list-unsubscribe')?.value ?? '';
  const links = new Set(
    [...`${text} ${html} ${listed}`.matchAll(/https:\/\/news\.example(\/[^\s"<>]+)/g)].map(([, path = '']) => path),
  );
  expect(links.size).toBeGreaterThanOrEqual(2);
  const state = () =>
    bench.query(
      `SELECT s.*, (SELECT count(*) FROM consent_event) AS consents, (SELECT count(*) FROM feedback_event) AS events FROM subscriber s`,
    );
  const http = () => request(bench.api.app.getHttpServer());
  const before = await state();
  for (let n = 0; n < 50; n += 1)
    for (const link of links) {
      await http().get(link).expect(200);
      await http().head(link).expect(200);
    }
  expect(await state()).toEqual(before);
  const [, oneClick = ''] = /<https:\/\/news\.example([^>]+)>/.exec(listed) ?? [];
  await http().post(oneClick).field('List-Unsubscribe', 'One-Click').expect(200);
  expect(await bench.query(`SELECT status FROM subscriber WHERE email = $1`, [reader!.email])).toEqual([
    { status: 'unsubscribed' },
  ]);
}, 60_000);
