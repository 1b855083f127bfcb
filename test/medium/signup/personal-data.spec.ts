import { FeedbackBook } from '#src/feedback/index.js';
import { FeedbackModule } from '#src/feedback/feedback.module.js';
import { Tokens } from '#src/foundation/tokens/tokens.js';
import { PersonalData } from '#src/subscribers/index.js';
import { aRun } from '../../support/builders.js';
import { anAddress, aSignupBench, type SignupBench } from './signup-bench.js';

let bench: SignupBench;
beforeAll(async () => {
  bench = await aSignupBench({}, [FeedbackModule]);
});
afterAll(() => bench.close());

/** Columns that name a person, or the machine they sat at. */
const NAMES = ['subscriber_id', 'email', 'address', 'address_hash', 'recipient', 'ip', 'user_agent'];

/** Tables that name people and are in no export, and why. */
const EXCEPTIONS: Record<string, string> = {
  signup_quota: 'a keyed hash with a count; it tells nothing that the person could not count themselves',
  transactional_mail: 'a mail that is on its way to the person; emptied when it is over',
  mail_refusal: 'a keyed hash, for seconds; what is made of it is in `feedback`',
  subscriber_import_stage: 'always empty',
};

const data = () => bench.api.app.get(PersonalData);

it('every table that names people is in the export of their data, or excepted for a reason', async () => {
  const rows: { name: string }[] = await bench.query(
    `SELECT DISTINCT table_name AS name FROM information_schema.columns
     WHERE table_schema = 'public' AND column_name = ANY ($1) ORDER BY table_name`,
    [NAMES],
  );
  const told = new Set(data().parts.flatMap(({ tables }) => tables));
  const forgotten = rows.map(({ name }) => name).filter((name) => !told.has(name) && !(name in EXCEPTIONS));
  expect(forgotten).toEqual([]);
  expect(Object.keys(EXCEPTIONS).filter((name) => told.has(name))).toEqual([]);
});

it('the export tells something of each of these tables', async () => {
  const email = anAddress();
  await bench.ask(email, { personalisation: true });
  await bench.confirm(await bench.link(email)).expect(200);
  const { id } = await bench.person(email);
  const sign = (purpose: 'preferences' | 'unsubscribe', withId?: string) =>
    bench.api.app.get(Tokens).sign(purpose, id, withId);
  const press = (path: string, fields: Record<string, string>) =>
    bench.http().post(path).type('form').send(fields).expect(200);
  await press(`/p/${sign('preferences')}`, {
    act: 'save',
    locale: 'en',
    timeZone: 'UTC',
    boxes: 'shown',
    'topic:logistics': 'yes',
  });
  await press(`/p/${sign('preferences')}`, { act: 'export' });
  await press(`/p/${sign('preferences')}`, { act: 'move', email: anAddress() });
  const { editionId } = await aRun(bench.api.app);
  await bench.work(editionId);
  const [delivery] = await bench.query(`SELECT id FROM delivery WHERE subscriber_id = $1`, [id]);
  await bench.api.app.get(FeedbackBook, { strict: false }).take([
    {
      kind: 'soft', source: 'ses', externalId: 'e1', rule: 'test', status: '4.2.2', reply: 'full', deliveryId: delivery.id, isForeign: false,
      providerMessageId: null, recipient: null, at: null,
    },
  ]); // prettier-ignore
  await bench.query(
    `INSERT INTO inbound_mail (source, external_id, raw, state, kind, sign, matched, subscriber_id) VALUES ('imap', 'x', 'raw', 'read', 'bounce', 'report', 1, $1)`,
    [id],
  );
  const left = await press(`/u/${sign('unsubscribe', delivery.id)}`, { act: 'leave' });
  await press(/action="(\/w\/[^"]+)"/.exec(left.text)![1]!, { reason: 'too-often', words: 'every day' });

  const told = JSON.parse(JSON.stringify(await data().of(bench.database, id)));
  expect(told).toMatchObject({
    person: { id, email, status: 'unsubscribed', suppression: null },
    preferences: { topics: ['logistics'] },
    consents: expect.arrayContaining([
      expect.objectContaining({ action: 'requested', ip: expect.any(String) }),
      expect.objectContaining({ action: 'unsubscribed', source: 'page' }),
    ]),
    acts: [{ action: 'subscriber.exported' }],
    editions: [{ editionId, state: 'accepted' }],
    feedback: [
      { class: 'unsubscribe', editionId },
      { class: 'soft', reply: 'full' },
    ],
    returnedMails: [{ kind: 'bounce', bytes: 3 }],
    leaveReason: { reason: 'too-often', words: 'every day', editionId },
    requests: [{ isConfirmed: true, form: 'json' }],
    addressChange: { newAddress: expect.stringContaining('@') },
  });
  expect(Object.keys(told).sort()).toEqual(
    data()
      .parts.map(({ name }) => name)
      .sort(),
  );
});

it('of somebody who has done nothing but subscribe is empty, not faulty', async () => {
  const email = anAddress();
  await bench.ask(email);
  await bench.confirm(await bench.link(email)).expect(200);
  const { id } = await bench.person(email);
  expect(await data().of(bench.database, id)).toMatchObject({
    editions: [],
    feedback: [],
    returnedMails: [],
    leaveReason: null,
    addressChange: null,
  });
});

it('is told only to the person: another reader sees their own', async () => {
  const [one, other] = [anAddress(), anAddress()];
  for (const email of [one, other]) {
    await bench.ask(email);
    await bench.confirm(await bench.link(email)).expect(200);
  }
  const { id } = await bench.person(one);
  expect(JSON.stringify(await data().of(bench.database, id))).not.toContain(other);
});
