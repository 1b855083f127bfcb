import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateFoundation1764057600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Time-ordered ids (RFC 9562 §5.7) on every PostgreSQL from 14 on: index pages stay warm, and the newest row is the last one.
      CREATE FUNCTION uuid_v7() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
        SELECT encode(
          set_bit(set_bit(
            overlay(uuid_send(gen_random_uuid()) PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6),
            52, 1), 53, 1), 'hex')::uuid
      $$;

      -- For append-only tables.
      CREATE FUNCTION forbid_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END
      $$;

      CREATE TABLE idempotency_record (
        route text NOT NULL,
        key text NOT NULL,
        request_hash text NOT NULL,
        response jsonb,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (route, key)
      );
      CREATE INDEX idempotency_record_age ON idempotency_record (created_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE idempotency_record; DROP FUNCTION forbid_change; DROP FUNCTION uuid_v7`);
  }
}
