import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateTranslations1764057642000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Words translated by a model, by the words themselves: equal words are translated once, and what an editor writes needs no entry here.
      CREATE TABLE translation (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        source_hash text NOT NULL,
        from_locale text NOT NULL CHECK (from_locale IN ('zh-CN', 'zh-TW', 'en')),
        locale text NOT NULL CHECK (locale IN ('zh-CN', 'zh-TW', 'en')),
        model text NOT NULL,
        source text NOT NULL,
        state text NOT NULL DEFAULT 'wanted' CHECK (state IN ('wanted', 'machine', 'failed')),
        text text,
        reason text,
        tries int NOT NULL DEFAULT 0,
        next_try_at timestamptz NOT NULL DEFAULT now(),
        created_at timestamptz NOT NULL DEFAULT now(),
        ended_at timestamptz,
        UNIQUE (source_hash, locale, model),
        CONSTRAINT translation_has_text CHECK ((state = 'machine') = (text IS NOT NULL))
      );
      CREATE INDEX translation_due ON translation (next_try_at) WHERE state = 'wanted';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE translation`);
  }
}
