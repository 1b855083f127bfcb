import type { MigrationInterface, QueryRunner } from 'typeorm';

export class IndexFetches1764057629000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The sweep looks for old records every few seconds.
      CREATE INDEX source_fetch_age ON source_fetch (created_at);
      CREATE INDEX fetch_host_age ON fetch_host (next_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX fetch_host_age; DROP INDEX source_fetch_age`);
  }
}
