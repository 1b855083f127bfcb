import request from 'supertest';
import { DataSource } from 'typeorm';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { SubscribersApiModule } from '#src/subscribers/index.js';
import { anApiApp, bearer, type ApiApp } from '../../support/api-app.js';
import { upload } from '../../support/imports.js';

let api: ApiApp;
let db: DataSource;
beforeAll(async () => {
  api = await anApiApp([SubscribersApiModule]);
  db = api.app.get(DataSource);
});
afterAll(() => api.close());
beforeEach(() => db.query('TRUNCATE subscriber_import, idempotency_record CASCADE'));

const send = (body: string, key: string, query = '') =>
  upload(api.app.getHttpServer(), body, 'text/csv', query).set('Idempotency-Key', key);
const imports = () => selectRows<{ id: string }>(db, `SELECT id FROM subscriber_import`);
const pieces = () => selectRows(db, `SELECT 1 AS x FROM subscriber_import_chunk`);

describe('an upload with an Idempotency-Key', () => {
  it('that is repeated gives the import of the first one, and leaves nothing of its own', async () => {
    const first = (await send('email\na@example.com', 'list-1').expect(201)).body;
    const again = (await send('email\na@example.com', 'list-1').expect(201)).body;
    expect(again).toEqual(first);
    expect(await imports()).toEqual([{ id: first.id }]);
    expect(await pieces()).toHaveLength(1);
    expect((await send('email\na@example.com', 'list-2').expect(201)).body.id).not.toBe(first.id);
  });

  it('gives one import also when both come at once', async () => {
    const [one, other] = await Promise.all([
      send('email\na@example.com', 'twice'),
      send('email\na@example.com', 'twice'),
    ]);
    expect([one.status, other.status]).toEqual([201, 201]);
    expect(one.body.id).toBe(other.body.id);
    expect(await imports()).toHaveLength(1);
  });

  it('is refused for another file, or another name, and nothing of that stays', async () => {
    await send('email\na@example.com', 'key').expect(201);
    for (const repeat of [
      send('email\nb@example.com', 'key'),
      send('email\na@example.com', 'key', '?fileName=b.csv'),
    ]) {
      const { body } = await repeat.expect(422);
      expect(body.code).toBe('idempotency.other-request');
    }
    expect(await imports()).toHaveLength(1);
    expect(await pieces()).toHaveLength(1);
  });

  it('may be tried again after a file that was refused', async () => {
    await send('', 'key').expect(422);
    await send('email\na@example.com', 'key').expect(201);
  });

  it('says so when the import of the key was removed', async () => {
    const { id } = (await send('email\na@example.com', 'key').expect(201)).body;
    await request(api.app.getHttpServer()).delete(`/api/admin/subscribers/imports/${id}`).set(bearer).expect(204);
    const { body } = await send('email\na@example.com', 'key').expect(409);
    expect(body.code).toBe('import.removed');
    expect(await imports()).toEqual([]);
  });

  it('that no header may hold is refused before the file is read', async () => {
    const { body } = await send('email\na@example.com', 'k'.repeat(201)).expect(400);
    expect(body.code).toBe('idempotency.invalid-key');
    expect(await imports()).toEqual([]);
  });
});
