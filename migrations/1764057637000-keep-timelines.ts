import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepTimelines1764057637000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE shift
        -- The day it became known: that of its article. Set when it is confirmed.
        ADD COLUMN known_on date,
        -- The earlier shift of the same matter that this one goes on from, as an editor said.
        ADD COLUMN supersedes_id uuid REFERENCES shift ON DELETE SET NULL,
        ADD COLUMN supersedes_as text CHECK (supersedes_as IN ('continues', 'reverses', 'calls_off')),
        ADD CONSTRAINT shift_supersedes_another CHECK (supersedes_id <> id);
      UPDATE shift s SET known_on = coalesce(a.published_at, s.created_at)::date FROM article a WHERE a.id = s.article_id AND s.status = 'confirmed';
      CREATE INDEX shift_supersedes ON shift (supersedes_id) WHERE supersedes_id IS NOT NULL;
      CREATE INDEX shift_timeline ON shift (actor_key, known_on DESC, id DESC) WHERE status = 'confirmed';

      -- How far a confirmed shift had come, each time that an editor confirmed another stage.
      CREATE TABLE shift_stage (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        shift_id uuid NOT NULL REFERENCES shift ON DELETE CASCADE,
        stage text NOT NULL CHECK (stage IN ('rumoured', 'announced', 'in_force', 'abandoned')),
        shift_version int NOT NULL,
        actor text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX shift_stage_shift ON shift_stage (shift_id, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE shift_stage;
      ALTER TABLE shift DROP COLUMN known_on, DROP COLUMN supersedes_id, DROP COLUMN supersedes_as;
    `);
  }
}
