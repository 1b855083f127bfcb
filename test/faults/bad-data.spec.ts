import { aRelayUnderFire, type RelayUnderFire } from './relay-under-fire.js';
import { FAULTLESS, seed, seeded } from './wire-oracle.js';

const READERS = 600;

let fire: RelayUnderFire;
beforeAll(async () => {
  fire = await aRelayUnderFire();
});
afterAll(() => fire.close());

/** What no check of ours lets in, but a restored or hand-written row may hold. */
const NO_MAILBOXES = [
  'one@test.example>\r\nRCPT TO:<victim@test.example',
  'two\r\nDATA\r\n.\r\n@test.example',
  '<victim@test.example>@test.example',
  'four\u0085@test.example',
  '',
];
const ODD_NAMES = ['x\r\nBcc: victim@test.example', '"'.repeat(20_000), '\u2028\u0001\u007f', '读'.repeat(5_000), ''];

it('readers whose data breaks a letter or its envelope fail alone, and nobody else gets anything of it', async () => {
  const { editionId, readers } = await fire.aRunOver(READERS);
  const random = seeded(seed);
  const shuffled = readers.map(({ id }) => ({ id, place: random() })).sort((one, other) => one.place - other.place);
  const broken = NO_MAILBOXES.map((email) => ({ id: shuffled.pop()!.id, email }));
  for (const { id, email } of broken) await fire.query('UPDATE subscriber SET email = $2 WHERE id = $1', [id, email]);
  for (const name of ODD_NAMES)
    await fire.query('UPDATE subscriber SET name = $2 WHERE id = $1', [shuffled.pop()!.id, name]);
  await fire.toTheEnd(editionId);

  const fault = 'readers whose address breaks out of its command';
  const { verdict, rows, counts } = await fire.judge(editionId, 31, fault);
  expect({ ...verdict, counts }).toEqual({
    seed,
    ...FAULTLESS,
    counts: { accepted: READERS - broken.length, failed: broken.length },
  });
  const failed = rows.filter(({ state }) => state === 'failed');
  expect(new Set(failed.map((row) => row.subscriber_id))).toEqual(new Set(broken.map(({ id }) => id)));
  expect(new Set(failed.map(({ smtp_code: code, phase }) => `${code} ${phase}`))).toEqual(new Set(['553 rcpt']));
  const addresses = new Set(readers.map(({ email }) => email));
  expect(fire.relay.arrived.filter(({ to }) => !addresses.has(to))).toEqual([]);
  expect(fire.relay.arrived.filter(({ raw }) => /^Bcc:/im.test(raw))).toEqual([]);
}, 60_000);
