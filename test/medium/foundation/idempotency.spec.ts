import { Idempotency } from '#src/foundation/http/idempotency.js';
import { DataSource } from 'typeorm';
import { IdempotencyScheduleModule } from '#src/foundation/http/idempotency-schedule.module.js';
import { AppError } from '#src/foundation/http/app-error.js';
import { anApiApp, type ApiApp } from '../../support/api-app.js';

let api: ApiApp;
let idempotency: Idempotency;
beforeAll(async () => {
  api = await anApiApp([IdempotencyScheduleModule]);
  idempotency = api.app.get(Idempotency);
});
afterAll(() => api.close());

const command = jest.fn(() => Promise.resolve({ sent: 3 }));
beforeEach(() => command.mockClear());

describe('an old Idempotency-Key', () => {
  it('is forgotten after two days', async () => {
    const database = api.app.get(DataSource);
    await database.query(`INSERT INTO idempotency_record (route, key, request_hash, created_at)
      VALUES ('r', 'old', 'x', now() - interval '49 hours'), ('r', 'young', 'x', now() - interval '47 hours')`);
    await api.app.get(IdempotencyScheduleModule).forget();
    expect(await database.query(`SELECT key FROM idempotency_record WHERE key IN ('old', 'young')`)).toEqual([
      { key: 'young' },
    ]);
  });
});

describe('a command under an Idempotency-Key', () => {
  it('runs once and answers every repeat with the first answer', async () => {
    expect(await idempotency.once('r', 'key-1', { a: 1 }, command)).toEqual({ sent: 3 });
    expect(await idempotency.once('r', 'key-1', { a: 1 }, command)).toEqual({ sent: 3 });
    expect(command).toHaveBeenCalledTimes(1);
  });

  it('is refused with another body', async () => {
    await idempotency.once('r', 'key-2', { a: 1 }, command);
    await expect(idempotency.once('r', 'key-2', { a: 2 }, command)).rejects.toMatchObject({
      status: 422,
      code: 'idempotency.other-request',
    });
  });

  it('waits for the first when both come at once', async () => {
    const slow = jest.fn(async () => {
      await new Promise((done) => setTimeout(done, 150));
      return { sent: 1 };
    });
    const answers = await Promise.all([1, 2, 3].map(() => idempotency.once('r', 'key-3', {}, slow)));
    expect(answers).toEqual([{ sent: 1 }, { sent: 1 }, { sent: 1 }]);
    expect(slow).toHaveBeenCalledTimes(1);
  });

  it('may be tried again after it failed', async () => {
    const failing = () => Promise.reject(new AppError(409, 'x.y', 'no'));
    await expect(idempotency.once('r', 'key-4', {}, failing)).rejects.toMatchObject({ code: 'x.y' });
    expect(await idempotency.once('r', 'key-4', {}, command)).toEqual({ sent: 3 });
  });

  it('is refused with an unreadable key, and runs every time without one', async () => {
    await expect(idempotency.once('r', 'a b', {}, command)).rejects.toMatchObject({ status: 400 });
    await idempotency.once('r', undefined, {}, command);
    await idempotency.once('r', undefined, {}, command);
    expect(command).toHaveBeenCalledTimes(2);
  });
});
