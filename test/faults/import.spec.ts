import { DataSource } from 'typeorm';
import { connect } from '#src/foundation/database/data-source.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { cloneDatabase, dropDatabase, silentLog } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { readImport, startImport, upload } from '../support/imports.js';
import { roleEnvironment, startRole, type RoleProcess } from '../support/processes.js';
import { seed, seeded } from './wire-oracle.js';

const ROWS = 60_000;
const REPEATS = 100;
const SUPPRESSED = 50;
const KILLS = 3;

let databaseUrl: string;
let database: DataSource;
let api: RoleProcess;
const workers: RoleProcess[] = [];
beforeAll(async () => {
  databaseUrl = await cloneDatabase();
  database = await connect({ DATABASE_URL: databaseUrl, DATABASE_POOL_MAX: 4 }, silentLog);
  api = await startRole('api', roleEnvironment(databaseUrl));
}, 120_000);
afterAll(async () => {
  await Promise.all([api, ...workers].map((role) => role.stop('SIGKILL')));
  await database.destroy();
  await dropDatabase(databaseUrl);
});

async function aWorker(): Promise<RoleProcess> {
  const worker = await startRole('worker', roleEnvironment(databaseUrl));
  workers.push(worker);
  return worker;
}
const rowsRead = async (id: string) => (await readImport(api.url, id)).rowsRead;

it('row 47: an import whose workers are killed again and again brings everybody in once, and nobody back', async () => {
  const random = seeded(seed);
  const address = (n: number) => `imported-${n}@test.example`;
  const lines = Array.from({ length: ROWS }, (_, n) => `${address(n)},Reader ${n}`);
  const repeats = Array.from({ length: REPEATS }, (_, n) => `${address(n).toUpperCase()},again`);
  const first = (await upload(api.url, `email,name\n${lines.slice(0, SUPPRESSED).join('\n')}\n`).expect(201)).body.id;
  await startImport(api.url, first).expect(202);
  let worker = await aWorker();
  await eventually(60, async () => ((await readImport(api.url, first)).state === 'finished' ? true : undefined));
  await database.query(`INSERT INTO suppression (address_hash, reason) SELECT address_hash, 'erased' FROM subscriber`);
  await database.query(`DELETE FROM subscriber`);

  const { id } = (await upload(api.url, `email,name\n${[...lines, ...repeats].join('\n')}\n`).expect(201)).body;
  await startImport(api.url, id).expect(202);
  for (let kill = 0; kill < KILLS; kill += 1) {
    const at = ((kill + random()) * ROWS) / (KILLS + 1);
    await eventually(120, async () => ((await rowsRead(id)) >= at ? true : undefined), 'rows to be killed at');
    await worker.stop('SIGKILL');
    expect((await readImport(api.url, id)).state).toBe('running');
    // Half a minute, told in a moment.
    await database.query(`UPDATE subscriber_import SET lease_until = now() WHERE lease_token IS NOT NULL`);
    worker = await aWorker();
  }
  const answer = await eventually(120, async () => {
    const now = await readImport(api.url, id);
    return now.state === 'running' ? undefined : now;
  });

  const counts = { added: ROWS - SUPPRESSED, suppressed: SUPPRESSED, repeated: REPEATS, unchanged: 0, rejected: 0 };
  expect({ seed, ...answer }).toMatchObject({ seed, state: 'finished', rowsRead: ROWS + REPEATS, counts });
  const [people] = await selectRows(
    database,
    `SELECT count(*)::int AS people, count(DISTINCT email)::int AS addresses,
       (SELECT count(*)::int FROM consent_event) AS consents,
       (SELECT count(*)::int FROM subscriber_import_fault WHERE import_id = $1) AS reported
     FROM subscriber`,
    [id],
  );
  const everybody = ROWS - SUPPRESSED;
  expect(people).toEqual({
    ...{ people: everybody, addresses: everybody, consents: everybody },
    reported: SUPPRESSED + REPEATS,
  });
  for (const role of [api, ...workers]) expect(role.output()).not.toMatch(/imported-\d+@/i);
  expect(await worker.stop()).toBe(0);
}, 400_000);
