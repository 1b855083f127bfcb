import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSummaries1764057641000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Sentences of a revision that sum it up, by their offsets (UTF-16). Made again whenever the article's shifts change.
      CREATE TABLE article_summary (
        revision_id uuid NOT NULL REFERENCES article_revision ON DELETE CASCADE,
        budget int NOT NULL CHECK (budget IN (120, 240, 400)),
        basis text NOT NULL CHECK (basis IN ('confirmed', 'proposed', 'centrality')),
        sentences jsonb NOT NULL,
        version text NOT NULL,
        made_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (revision_id, budget)
      );

      -- An editor's own summary, which stands instead until it is taken back.
      CREATE TABLE article_summary_text (
        article_id uuid NOT NULL REFERENCES article ON DELETE CASCADE,
        locale text NOT NULL CHECK (locale IN ('zh-CN', 'zh-TW', 'en')),
        text text NOT NULL,
        written_by text NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (article_id, locale)
      );

      -- Articles whose summaries are out of date. No unique key: two changes at once must not wait for each other.
      CREATE TABLE article_summary_due (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        article_id uuid NOT NULL REFERENCES article ON DELETE CASCADE
      );

      CREATE FUNCTION note_summary_of_new_shifts() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO article_summary_due (article_id) SELECT DISTINCT article_id FROM changed;
        RETURN NULL;
      END $$;
      CREATE FUNCTION note_summary_of_changed_shifts() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO article_summary_due (article_id)
        SELECT DISTINCT changed.article_id FROM changed JOIN before USING (id)
        WHERE changed.status <> before.status OR changed.claim <> before.claim;
        RETURN NULL;
      END $$;
      CREATE FUNCTION note_summary_of_revised_article() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO article_summary_due (article_id) VALUES (NEW.id);
        RETURN NULL;
      END $$;
      CREATE TRIGGER shift_added_summary AFTER INSERT ON shift REFERENCING NEW TABLE AS changed
        FOR EACH STATEMENT EXECUTE FUNCTION note_summary_of_new_shifts();
      CREATE TRIGGER shift_changed_summary AFTER UPDATE ON shift REFERENCING OLD TABLE AS before NEW TABLE AS changed
        FOR EACH STATEMENT EXECUTE FUNCTION note_summary_of_changed_shifts();
      CREATE TRIGGER article_revised_summary AFTER UPDATE OF current_revision_id ON article
        FOR EACH ROW WHEN (NEW.current_revision_id IS NOT NULL AND OLD.current_revision_id IS DISTINCT FROM NEW.current_revision_id)
        EXECUTE FUNCTION note_summary_of_revised_article();
      INSERT INTO article_summary_due (article_id) SELECT id FROM article WHERE current_revision_id IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER article_revised_summary ON article;
      DROP TRIGGER shift_changed_summary ON shift;
      DROP TRIGGER shift_added_summary ON shift;
      DROP FUNCTION note_summary_of_revised_article();
      DROP FUNCTION note_summary_of_changed_shifts();
      DROP FUNCTION note_summary_of_new_shifts();
      DROP TABLE article_summary_due;
      DROP TABLE article_summary_text;
      DROP TABLE article_summary;
    `);
  }
}
