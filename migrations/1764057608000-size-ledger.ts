import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SizeLedger1764057608000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Checked row by row they take longer than the freeze itself; its one statement is the only writer of new rows.
      ALTER TABLE delivery DROP CONSTRAINT delivery_edition_id_fkey, DROP CONSTRAINT delivery_variant_id_fkey;
      ALTER TABLE delivery ADD COLUMN provider text NOT NULL DEFAULT 'other';

      -- Ids of one run follow each other, so that a range of ids is a slice of its readers: 24 hex digits of the run's own, 8 of the place.
      ALTER TABLE delivery_run ADD COLUMN id_prefix text;
      ALTER TABLE delivery_run ALTER COLUMN id_prefix SET DEFAULT left(replace(uuid_v7()::text, '-', ''), 24);
      CREATE FUNCTION delivery_id(prefix text, place bigint) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
        $$ SELECT (prefix || lpad(to_hex(place), 8, '0'))::uuid $$;

      -- What nobody has claimed yet: the rows of run edition_id with after_id < id <= last_id that are pending and wait for no time. A row
      -- that came back has next_attempt_at instead and is found by it.
      CREATE TABLE delivery_slice (
        edition_id uuid NOT NULL,
        after_id uuid NOT NULL,
        last_id uuid NOT NULL,
        PRIMARY KEY (edition_id, last_id)
      );
      INSERT INTO delivery_slice (edition_id, after_id, last_id)
        SELECT DISTINCT edition_id, '00000000-0000-0000-0000-000000000000'::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid
        FROM delivery WHERE state = 'pending';

      DROP INDEX delivery_claimable;
      DROP INDEX delivery_deferred;
      CREATE INDEX delivery_due ON delivery (edition_id, provider, next_attempt_at) WHERE next_attempt_at IS NOT NULL;
      ALTER TABLE delivery ADD CONSTRAINT delivery_deferred_has_time CHECK (state <> 'deferred' OR next_attempt_at IS NOT NULL);

      -- How fast a run goes, by worker and provider: written each second, for the eye only. The ledger alone is counted in the end.
      CREATE TABLE delivery_progress (
        edition_id uuid NOT NULL REFERENCES delivery_run ON DELETE CASCADE,
        worker_id uuid NOT NULL,
        provider text NOT NULL,
        accepted bigint NOT NULL,
        deferred bigint NOT NULL,
        failed bigint NOT NULL,
        uncertain bigint NOT NULL,
        suppressed bigint NOT NULL,
        per_second double precision NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (edition_id, worker_id, provider)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE delivery_progress;
      ALTER TABLE delivery_run DROP COLUMN id_prefix;
      DROP TABLE delivery_slice;
      DROP FUNCTION delivery_id;
      DROP INDEX delivery_due;
      ALTER TABLE delivery DROP CONSTRAINT delivery_deferred_has_time, DROP COLUMN provider;
      CREATE INDEX delivery_claimable ON delivery (edition_id, attempt, id) WHERE state = 'pending';
      CREATE INDEX delivery_deferred ON delivery (edition_id, next_attempt_at) WHERE state = 'deferred';
      ALTER TABLE delivery
        ADD CONSTRAINT delivery_edition_id_fkey FOREIGN KEY (edition_id) REFERENCES delivery_run,
        ADD CONSTRAINT delivery_variant_id_fkey FOREIGN KEY (variant_id) REFERENCES delivery_variant;
    `);
  }
}
