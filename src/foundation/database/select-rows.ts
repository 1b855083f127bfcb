import { DataSource, EntityManager, type QueryRunner } from 'typeorm';

/** Where a statement runs: a pool, or the transaction the caller holds. */
export type Db = DataSource | EntityManager;

/**
 * Rows of a SELECT or of any statement with RETURNING. `T` is the row type that stands beside the SQL.
 * (`DataSource.query` gives rows for SELECT but `[rows, count]` for UPDATE and DELETE; this one has a single shape.)
 */
export async function selectRows<T extends object>(db: Db, sql: string, parameters: unknown[] = []): Promise<T[]> {
  const result = await run(db, sql, parameters);
  return result.records as T[];
}

/** How many rows a statement changed: for compare-and-set. */
export async function countAffected(db: Db, sql: string, parameters: unknown[] = []): Promise<number> {
  const result = await run(db, sql, parameters);
  return result.affected ?? 0;
}

async function run(db: Db, sql: string, parameters: unknown[]) {
  if (db instanceof EntityManager && db.queryRunner) return db.queryRunner.query(sql, parameters, true);
  const source = db instanceof EntityManager ? db.dataSource : db;
  const runner: QueryRunner = source.createQueryRunner();
  try {
    return await runner.query(sql, parameters, true);
  } finally {
    await runner.release();
  }
}
