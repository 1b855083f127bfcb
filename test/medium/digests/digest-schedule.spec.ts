import { DataSource } from 'typeorm';
import { ArticlesApiModule } from '#src/articles/index.js';
import { DeliveryApiModule } from '#src/delivery/index.js';
import { DigestRound } from '#src/digests/definitions/digest-round.service.js';
import { DigestsApiModule, DueEditions } from '#src/digests/index.js';
import { Clock } from '#src/foundation/clock/clock.js';
import { ShiftsApiModule } from '#src/shifts/index.js';
import { SubscribersApiModule } from '#src/subscribers/index.js';
import { anApiApp, type ApiApp } from '../../support/api-app.js';
import { anEditor, QUOTES } from '../../support/editorial.js';

const HOUR = 3_600_000;
/** Whole hours, so that wall times need no minutes; the database's clock is somewhere in the hour. */
const now = new Date(Math.floor(Date.now() / HOUR) * HOUR);
const inHours = (hours: number) => new Date(now.getTime() + hours * HOUR);
const daily = (at: Date) => ({ time: at.toISOString().slice(11, 16), zone: 'Etc/UTC', days: { each: 'day' } });

let api: ApiApp;
let editor: ReturnType<typeof anEditor>;

beforeAll(async () => {
  api = await anApiApp(
    [ArticlesApiModule, ShiftsApiModule, SubscribersApiModule, DigestsApiModule, DeliveryApiModule],
    {
      OPERATOR_EMAIL: 'ops@tradewind.example',
    },
  );
  editor = anEditor(api);
});
afterAll(() => api.close());
beforeEach(async () => {
  setClock(now);
  await sql(
    `TRUNCATE digest, digest_occurrence, edition, edition_item, delivery_run, shift, article, article_revision, transactional_mail, segment CASCADE`,
  );
});

const sql = (text: string, values: unknown[] = []) => api.app.get(DataSource).query(text, values);
function setClock(at: Date): void {
  jest.spyOn(api.app.get(Clock), 'now').mockReturnValue(at);
}
async function look(at: Date): Promise<void> {
  setClock(at);
  await api.app.get(DigestRound).go();
}
async function aDigest(definition: object = {}, name = 'Daily') {
  const given = { schedule: daily(inHours(6)), ...definition };
  const created = (await editor.post('digests', { name, definition: given }).expect(201)).body;
  return (await editor.post(`digests/${created.id}/activate`, { version: created.version }).expect(200)).body;
}
async function someShifts(): Promise<string[]> {
  const day = new Date(now.getTime() - 24 * HOUR).toISOString().slice(0, 10);
  const { id } = await editor.addArticle({ publishedAt: day });
  const closed = await editor.proposeShift(id);
  const invest = await editor.proposeShift(id, { quotes: [QUOTES.invest], kind: 'invest', from: null, to: null });
  await editor.confirmShift(closed.id);
  await editor.confirmShift(invest.id);
  return [closed.id, invest.id];
}
const occurrences = async (id: string) => (await editor.get(`digests/${id}/occurrences`).expect(200)).body.items;
const edition = async (id: string) => (await editor.get(`editions/${id}`).expect(200)).body;
const alerts = async () =>
  (await sql(`SELECT template_values->>'about' AS about FROM transactional_mail ORDER BY id`)).map(
    ({ about }: { about: string }) => about,
  );

describe('a digest', () => {
  it('is defined, found, changed and listed, with its next due times', async () => {
    const digest = await aDigest();
    expect(digest).toMatchObject({ name: 'Daily', state: 'active', version: 2, definition: { graceMinutes: 180 } });
    expect(digest.nextRuns[0]).toEqual({
      at: inHours(6).toISOString(),
      local: inHours(6).toISOString().slice(0, 16).replace('T', ' '),
    });
    const changed = { ...digest.definition, graceMinutes: 60 };
    const edit = { version: 2, name: 'Morning', definition: changed };
    expect((await editor.patch(`digests/${digest.id}`, edit).expect(200)).body).toMatchObject({
      name: 'Morning',
      version: 3,
    });
    expect((await editor.get('digests').expect(200)).body.items).toHaveLength(1);
    expect((await editor.patch(`digests/${digest.id}`, edit).expect(409)).body.code).toBe('digest.changed');
  });

  it.each([
    [{ schedule: { ...daily(now), zone: 'Mars/Base' } }, 'definition.schedule.zone'],
    [{ schedule: { ...daily(now), days: { each: 'month-day', day: 31 } } }, 'definition.schedule.days.day'],
    [{ selection: { minItems: 5, maxItems: 2 } }, 'definition.selection.minItems'],
    [{ graceMinutes: -1 }, 'definition.graceMinutes'],
    [{ selection: { topics: ['weather'] } }, 'definition.selection.topics.0'],
  ])('is refused with the name of the wrong field: %j', async (definition, field) => {
    const { body } = await editor.post('digests', { name: 'X', definition }).expect(400);
    expect(body.errors[0].field).toBe(field);
  });

  it('has a name of its own, a segment that exists, and ends for good', async () => {
    const digest = await aDigest();
    expect((await editor.post('digests', { name: 'Daily' }).expect(409)).body.code).toBe('digest.name-taken');
    const definition = { segmentId: '018f0000-0000-7000-8000-000000000000' };
    expect((await editor.post('digests', { name: 'Y', definition }).expect(422)).body.errors[0].field).toBe(
      'definition.segmentId',
    );
    const retired = (await editor.post(`digests/${digest.id}/retire`, { version: 2 }).expect(200)).body;
    expect(retired).toMatchObject({ state: 'retired', nextRuns: [] });
    const back = await editor.post(`digests/${digest.id}/activate`, { version: 3 }).expect(409);
    expect(back.body.code).toBe('digest.not-possible');
  });

  it('shows when a schedule would be due before it is saved, through a change of clocks', async () => {
    setClock(new Date('2026-03-28T00:00:00Z'));
    const schedule = { time: '02:30', zone: 'Europe/Berlin', days: { each: 'day' } };
    const { body } = await editor.post('digests/next-runs', { schedule, count: 3 }).expect(200);
    expect(body.runs).toEqual([
      { at: '2026-03-28T01:30:00.000Z', local: '2026-03-28 02:30' },
      { at: '2026-03-29T01:00:00.000Z', local: '2026-03-29 03:00' },
      { at: '2026-03-30T00:30:00.000Z', local: '2026-03-30 02:30' },
    ]);
  });
});

describe('the schedule of a digest', () => {
  it('composes one edition a due time, however many schedulers look', async () => {
    const shifts = await someShifts();
    const digest = await aDigest();
    const round = api.app.get(DigestRound);
    await Promise.all([round.go(), round.go(), round.go()]);
    await round.go();
    const [only, ...others] = await occurrences(digest.id);
    expect(others).toEqual([]);
    expect(only).toMatchObject({ dueAt: inHours(6).toISOString(), state: 'composed', reason: null });
    const composed = await edition(only.editionId);
    expect(composed).toMatchObject({ state: 'draft', digestId: digest.id, dueAt: inHours(6).toISOString() });
    expect(composed.items.map((item: { shiftId: string }) => item.shiftId).sort()).toEqual([...shifts].sort());
  });

  it('never tells a shift twice, and skips a due time with too few, by name', async () => {
    await someShifts();
    const digest = await aDigest({ leadMinutes: 2 * 1_440 });
    await look(now);
    expect(await occurrences(digest.id)).toMatchObject([
      { state: 'skipped', reason: 'too-few-shifts', editionId: null },
      { state: 'composed' },
    ]);
  });

  it('rolls over what does not fit', async () => {
    const shifts = await someShifts();
    const digest = await aDigest({ leadMinutes: 2 * 1_440, selection: { maxItems: 1 } });
    await look(now);
    const found = await occurrences(digest.id);
    const items = await Promise.all(
      found.map(async ({ editionId }: { editionId: string }) => (await edition(editionId)).items),
    );
    expect(
      items
        .flat()
        .map((item) => item.shiftId)
        .sort(),
    ).toEqual([...shifts].sort());
  });

  it('takes only what its rule asks for', async () => {
    const [, invest] = await someShifts();
    const digest = await aDigest({ selection: { kinds: ['invest'] } });
    await look(now);
    const [only] = await occurrences(digest.id);
    expect((await edition(only.editionId)).items.map((item: { shiftId: string }) => item.shiftId)).toEqual([invest]);
    const other = await aDigest({ selection: { topics: ['logistics'] } }, 'Logistics');
    await look(now);
    expect(await occurrences(other.id)).toMatchObject([{ state: 'skipped' }]);
  });

  it('sends an approved issue at its time, and one that is approved late at once', async () => {
    await someShifts();
    const digest = await aDigest({ selection: { maxItems: 1 }, leadMinutes: 2 * 1_440 });
    await look(now);
    const [later, sooner] = await occurrences(digest.id);
    const approve = async (id: string) =>
      (await editor.post(`editions/${id}/approve`, { version: (await edition(id)).version }).expect(200)).body;
    expect(await approve(later.editionId)).toMatchObject({ state: 'scheduled', scheduledAt: later.dueAt });
    await sql(`UPDATE edition SET due_at = now() - interval '1 hour' WHERE id = $1`, [sooner.editionId]);
    expect(await approve(sooner.editionId)).toMatchObject({ state: 'scheduled' });
    expect(await api.app.get(DueEditions).start()).toEqual([sooner.editionId]);
  });

  it('tells the operator once before, marks as missed after the grace, and sends nothing by itself', async () => {
    await someShifts();
    const digest = await aDigest();
    await look(now);
    await look(inHours(3.9));
    expect(await alerts()).toEqual([]);
    await look(inHours(4));
    await look(inHours(5));
    expect(await alerts()).toEqual(['unapproved']);
    await look(inHours(9));
    expect(await alerts()).toEqual(['unapproved', 'missed']);
    const missed = (await occurrences(digest.id)).find(
      ({ dueAt }: { dueAt: string }) => dueAt === inHours(6).toISOString(),
    );
    expect(missed).toMatchObject({ state: 'missed', reason: 'not-approved' });
    const draft = await edition(missed.editionId);
    expect(draft).toMatchObject({ state: 'draft', dueAt: null });
    const approved = await editor.post(`editions/${draft.id}/approve`, { version: draft.version }).expect(200);
    expect(approved.body).toMatchObject({ state: 'approved', scheduledAt: null });
  });

  it('approves by itself only where that was switched on', async () => {
    await someShifts();
    const digest = await aDigest({ approval: { policy: 'automatic' } });
    await look(now);
    const [only] = await occurrences(digest.id);
    await look(inHours(5.9));
    expect(await edition(only.editionId)).toMatchObject({ state: 'draft' });
    await look(inHours(6));
    expect(await edition(only.editionId)).toMatchObject({ state: 'scheduled', approvedBy: 'scheduler' });
    expect(await alerts()).toEqual([]);
  });

  it('makes up for the latest due time within the grace only, and shows the others as missed', async () => {
    await someShifts();
    const digest = await aDigest({ leadMinutes: 0 });
    await look(inHours(6 + 5 * 24 + 1));
    expect(
      (await occurrences(digest.id)).map(({ state, reason }: { state: string; reason: string }) => [state, reason]),
    ).toEqual([['composed', null], ...Array.from({ length: 5 }, () => ['missed', 'scheduler-late'])]);
  });

  it('starts anew with another schedule: drafts to come are dropped, what is approved stays', async () => {
    await someShifts();
    const digest = await aDigest({ selection: { maxItems: 1 }, leadMinutes: 2 * 1_440 });
    await look(now);
    const [later, sooner] = await occurrences(digest.id);
    await editor.post(`editions/${sooner.editionId}/approve`, { version: 1 }).expect(200);
    const definition = { ...digest.definition, schedule: daily(inHours(8)) };
    await editor.patch(`digests/${digest.id}`, { version: digest.version, definition }).expect(200);
    expect(await edition(later.editionId)).toMatchObject({ state: 'cancelled' });
    await look(now);
    const found = await occurrences(digest.id);
    expect(found.map(({ dueAt, state }: { dueAt: string; state: string }) => [dueAt, state])).toEqual([
      [inHours(32).toISOString(), 'skipped'],
      [inHours(8).toISOString(), 'composed'],
      [inHours(6).toISOString(), 'composed'],
    ]);
  });

  it('composes nothing while the digest is paused, and makes up for nothing afterwards', async () => {
    await someShifts();
    const digest = await aDigest({ leadMinutes: 0 });
    await editor.post(`digests/${digest.id}/pause`, { version: 2 }).expect(200);
    await look(inHours(30));
    expect(await occurrences(digest.id)).toEqual([]);
    await editor.post(`digests/${digest.id}/activate`, { version: 3 }).expect(200);
    await look(inHours(31));
    expect(await occurrences(digest.id)).toEqual([]);
  });
});
