import type { MigrationInterface, QueryRunner } from 'typeorm';

export class DefineDigests1764057650000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE digest (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        name text NOT NULL UNIQUE,
        state text NOT NULL DEFAULT 'paused' CHECK (state IN ('active', 'paused', 'retired')),
        -- src/domain/digest/digest.schema.ts (DigestDefinition), but for the segment.
        definition jsonb NOT NULL,
        segment_id uuid REFERENCES segment,
        version int NOT NULL DEFAULT 1,
        -- Due times up to here have been looked at.
        planned_through timestamptz NOT NULL DEFAULT now(),
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX digest_active ON digest (id) WHERE state = 'active';
      CREATE INDEX digest_segment ON digest (segment_id) WHERE segment_id IS NOT NULL;

      -- One due time of a digest and what became of it.
      CREATE TABLE digest_occurrence (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        digest_id uuid NOT NULL REFERENCES digest,
        due_at timestamptz NOT NULL,
        state text NOT NULL CHECK (state IN ('composed', 'skipped', 'missed')),
        reason text CHECK (reason IN ('too-few-shifts', 'scheduler-late', 'not-approved')),
        edition_id uuid UNIQUE REFERENCES edition ON DELETE SET NULL,
        -- Not after this the edition begins by itself.
        late_at timestamptz NOT NULL,
        nudge_at timestamptz,
        nudged_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (digest_id, due_at)
      );
      CREATE INDEX digest_occurrence_open ON digest_occurrence (due_at) WHERE state = 'composed';

      -- The digest that an edition is an issue of, and when it is due; a null is an edition of its own.
      ALTER TABLE edition ADD COLUMN digest_id uuid REFERENCES digest, ADD COLUMN due_at timestamptz;
      CREATE INDEX shift_pool ON shift (known_on) WHERE status = 'confirmed';
      CREATE INDEX edition_digest ON edition (digest_id, number DESC) WHERE digest_id IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE edition DROP COLUMN due_at, DROP COLUMN digest_id;
      DROP INDEX shift_pool;
      DROP TABLE digest_occurrence; DROP TABLE digest;
    `);
  }
}
