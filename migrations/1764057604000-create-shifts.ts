import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateShifts1764057604000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE shift (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        article_id uuid NOT NULL REFERENCES article ON DELETE CASCADE,
        revision_id uuid NOT NULL REFERENCES article_revision ON DELETE CASCADE,
        fingerprint text NOT NULL,
        status text NOT NULL CHECK (status IN ('proposed', 'confirmed', 'rejected', 'superseded', 'stale')),
        kind text NOT NULL,
        actor_name text NOT NULL,
        confidence double precision NOT NULL CHECK (confidence BETWEEN 0 AND 1),
        -- The whole claim as src/domain/shift/shift.schema.ts says (ShiftProposal); the columns above are for lists and filters.
        claim jsonb NOT NULL,
        impact jsonb NOT NULL DEFAULT '{}',
        headline jsonb NOT NULL DEFAULT '{}',
        version int NOT NULL DEFAULT 1,
        reviewed_by text,
        reviewed_at timestamptz,
        reject_reason text,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (revision_id, fingerprint)
      );
      CREATE INDEX shift_status ON shift (status, id);
      CREATE INDEX shift_article ON shift (article_id, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE shift`);
  }
}
