import type { MigrationInterface, QueryRunner } from 'typeorm';

export class TellMailable1764057624000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Who an edition started now would go to; the one place that says so. A statement that reads from it is planned as if this stood in it.
      CREATE FUNCTION mailable_subscriber() RETURNS SETOF subscriber LANGUAGE sql STABLE PARALLEL SAFE AS $$
        SELECT s.* FROM subscriber s
        WHERE s.status = 'active' AND (s.paused_until IS NULL OR s.paused_until <= now())
          AND NOT EXISTS (SELECT FROM suppression x WHERE x.address_hash = s.address_hash)
      $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION mailable_subscriber`);
  }
}
