import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertSchema, SchemaError } from '#src/foundation/database/schema.js';
import { projectRoot } from '#src/foundation/paths/project-root.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

describe('the schema', () => {
  it('is accepted after migrating', async () => {
    await expect(assertSchema(database.dataSource, database.url)).resolves.toBeUndefined();
  });

  it('refuses a migration this program does not know, by name', async () => {
    await database.dataSource.query(`INSERT INTO migration (timestamp, name) VALUES (9, 'FromTheFuture9')`);
    await expect(assertSchema(database.dataSource, database.url)).rejects.toThrow(/FromTheFuture9/);
    await database.dataSource.query(`DELETE FROM migration WHERE name = 'FromTheFuture9'`);
  });

  it('refuses a pending migration, by name', async () => {
    await database.dataSource.query(`DELETE FROM migration WHERE name LIKE 'CreateDigests%'`);
    await expect(assertSchema(database.dataSource, database.url)).rejects.toThrow(SchemaError);
    await expect(assertSchema(database.dataSource, database.url)).rejects.toThrow(/CreateDigests1764057606000/);
  });

  it('makes ids that grow with time', async () => {
    const rows = await selectRows<{ a: string; b: string }>(
      database.dataSource,
      `SELECT uuid_v7() a, (SELECT uuid_v7() FROM pg_sleep(0.005)) b`,
    );
    expect(rows[0]?.a).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab]/);
    expect(rows[0]!.a < rows[0]!.b).toBe(true);
  });
});

describe('every .sql file', () => {
  const files = readdirSync(join(projectRoot, 'src'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.sql'),
  );

  it.each(files.length > 0 ? files : ['(none yet)'])('%s is planned by PostgreSQL', async (file) => {
    if (files.length === 0) return;
    const sql = readFileSync(join(projectRoot, 'src', file), 'utf8');
    expect(sql).toMatch(/^--/);
    await database.dataSource.transaction(async (manager) => {
      await manager.query(`PREPARE planned AS ${sql}`);
      await manager.query('DEALLOCATE planned');
    });
  });
});
