import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateDigests1764057606000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE edition (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        number int GENERATED ALWAYS AS IDENTITY,
        -- What the editor decided; how the sending goes is read from delivery_run.
        state text NOT NULL CHECK (state IN ('draft', 'approved', 'scheduled', 'started', 'cancelled')),
        title text NOT NULL,
        subject jsonb NOT NULL DEFAULT '{}',
        intro jsonb NOT NULL DEFAULT '{}',
        version int NOT NULL DEFAULT 1,
        approved_by text,
        approved_at timestamptz,
        scheduled_at timestamptz,
        started_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX edition_due ON edition (scheduled_at) WHERE state = 'scheduled';

      CREATE TABLE edition_item (
        edition_id uuid NOT NULL REFERENCES edition ON DELETE CASCADE,
        shift_id uuid NOT NULL REFERENCES shift,
        position int NOT NULL,
        headline jsonb NOT NULL DEFAULT '{}',
        impact jsonb NOT NULL DEFAULT '{}',
        -- The claim and its source as approved: what was mailed stays readable when the shift is corrected later.
        frozen jsonb,
        PRIMARY KEY (edition_id, shift_id),
        UNIQUE (edition_id, position) DEFERRABLE INITIALLY IMMEDIATE
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE edition_item; DROP TABLE edition`);
  }
}
