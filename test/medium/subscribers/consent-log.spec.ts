import { DataSource } from 'typeorm';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { eventually } from '../../support/eventually.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

let database: TestDatabase;
let db: DataSource;
beforeAll(async () => {
  database = await freshDatabase();
  db = database.dataSource;
});
afterAll(() => database.drop());
beforeEach(() => db.query('TRUNCATE subscriber CASCADE'));

async function people(count: number): Promise<string[]> {
  const rows = await selectRows<{ id: string }>(
    db,
    `INSERT INTO subscriber (address_hash, email, locale, status, source)
     SELECT sha256(int4send(n)), 'p' || n || '@example.com', 'en', 'active', 'api' FROM generate_series(1, $1) n RETURNING id`,
    [count],
  );
  return rows.map(({ id }) => id);
}
const INSERT = `INSERT INTO consent_event (subscriber_id, action, source) SELECT id, 'subscribed', 'api' FROM unnest($1::uuid[]) id`;
const events = async () => (await selectRows(db, `SELECT 1 AS x FROM consent_event`)).length;
const somebodyWaits = () =>
  eventually(10, async () => {
    const [row] = await selectRows(
      db,
      `SELECT 1 AS x FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
    );
    return row;
  });

describe('an event of the consent log', () => {
  it('needs its person, among many others as well', async () => {
    const ids = await people(50);
    await expect(db.query(INSERT, [[...ids, '00000000-0000-7000-8000-000000000000']])).rejects.toMatchObject({
      code: '23503',
    });
    expect(await events()).toBe(0);
    await db.query(INSERT, [ids]);
    expect(await events()).toBe(50);
  });

  it('goes with its person, and with everybody', async () => {
    const ids = await people(3);
    await db.query(INSERT, [ids]);
    await db.query(`DELETE FROM subscriber WHERE id = $1`, [ids[0]]);
    expect(await events()).toBe(2);
    await db.query(`TRUNCATE subscriber CASCADE`);
    expect(await events()).toBe(0);
  });

  it('that is written while its person is deleted waits, and fails', async () => {
    const [id] = await people(1);
    let writing: Promise<unknown> | undefined;
    await db.transaction(async (manager) => {
      await manager.query(`DELETE FROM subscriber WHERE id = $1`, [id]);
      writing = db.query(INSERT, [[id]]).catch((error: unknown) => error);
      await somebodyWaits();
    });
    expect(await writing).toMatchObject({ code: '23503' });
    expect(await events()).toBe(0);
  });

  it('that is written first goes with the person who is deleted meanwhile', async () => {
    const [id] = await people(1);
    let deleting: Promise<unknown> | undefined;
    await db.transaction(async (manager) => {
      await manager.query(INSERT, [[id]]);
      deleting = db.query(`DELETE FROM subscriber WHERE id = $1`, [id]);
      await somebodyWaits();
    });
    await deleting;
    expect(await events()).toBe(0);
  });

  it('does not make others wait who only change the person', async () => {
    const [id] = await people(1);
    await db.transaction(async (manager) => {
      await manager.query(INSERT, [[id]]);
      await db.query(`UPDATE subscriber SET name = 'x' WHERE id = $1`, [id]);
    });
    expect(await events()).toBe(1);
  });
});
