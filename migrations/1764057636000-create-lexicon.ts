import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateLexicon1764057636000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One row. Version 0 is what ships with the program; each change of an editor is the next one.
      CREATE TABLE actor_lexicon (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        version int NOT NULL DEFAULT 0
      );
      INSERT INTO actor_lexicon DEFAULT VALUES;

      -- What editors added or changed; a row goes before the shipped entry of its slug.
      CREATE TABLE actor_entry (
        slug text PRIMARY KEY,
        state text NOT NULL CHECK (state IN ('active', 'retired')),
        entry jsonb NOT NULL,
        version int NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT now()
      );

      CREATE TABLE actor_change (
        version int PRIMARY KEY,
        slug text NOT NULL,
        actor text NOT NULL,
        before jsonb,
        after jsonb NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX actor_change_slug ON actor_change (slug, version);

      -- Looks again through the articles that say one of the terms; position and counts change in the transaction of each batch.
      CREATE TABLE actor_rerun (
        version int PRIMARY KEY REFERENCES actor_change,
        terms text[] NOT NULL,
        state text NOT NULL CHECK (state IN ('running', 'stopped', 'done')),
        after_article uuid,
        looked int NOT NULL DEFAULT 0,
        asked int NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX actor_rerun_open ON actor_rerun (version) WHERE state = 'running';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP TABLE actor_rerun; DROP TABLE actor_change; DROP TABLE actor_entry; DROP TABLE actor_lexicon`,
    );
  }
}
