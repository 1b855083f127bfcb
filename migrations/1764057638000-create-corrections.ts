import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCorrections1764057638000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What was mailed and is wrong, as an editor said.
      CREATE TABLE correction (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        shift_id uuid NOT NULL REFERENCES shift,
        severity text NOT NULL CHECK (severity IN ('notice', 'next-digest')),
        note jsonb NOT NULL,
        state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'dropped')),
        created_by text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX correction_shift ON correction (shift_id, id);
      CREATE INDEX correction_open ON correction (id) WHERE state = 'open';

      -- The editions that said it.
      CREATE TABLE correction_source (
        correction_id uuid NOT NULL REFERENCES correction ON DELETE CASCADE,
        edition_id uuid NOT NULL REFERENCES edition,
        PRIMARY KEY (correction_id, edition_id)
      );

      -- The editions that tell it: a notice, or the next digest. What they said stays, as with their shifts.
      CREATE TABLE edition_correction (
        edition_id uuid NOT NULL REFERENCES edition ON DELETE CASCADE,
        correction_id uuid NOT NULL REFERENCES correction,
        position int NOT NULL,
        frozen jsonb,
        PRIMARY KEY (edition_id, correction_id)
      );
      CREATE INDEX edition_correction_correction ON edition_correction (correction_id);
      CREATE INDEX edition_item_shift ON edition_item (shift_id);

      ALTER TABLE edition ADD COLUMN kind text NOT NULL DEFAULT 'digest' CHECK (kind IN ('digest', 'correction'));
      -- Only readers of these editions, less those of others: who the audience of a correction was frozen from. NULL: no such limit.
      ALTER TABLE delivery_run ADD COLUMN readers_of jsonb;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE delivery_run DROP COLUMN readers_of;
      ALTER TABLE edition DROP COLUMN kind;
      DROP INDEX edition_item_shift;
      DROP TABLE edition_correction; DROP TABLE correction_source; DROP TABLE correction;
    `);
  }
}
