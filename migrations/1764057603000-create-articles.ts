import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateArticles1764057603000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE article (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        source_url text,
        publisher text,
        published_at timestamptz,
        language text NOT NULL CHECK (language IN ('zh-CN', 'zh-TW', 'en')),
        current_revision_id uuid,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE UNIQUE INDEX article_source_url ON article (source_url) WHERE source_url IS NOT NULL;

      CREATE TABLE article_revision (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        article_id uuid NOT NULL REFERENCES article ON DELETE CASCADE,
        number int NOT NULL,
        title text NOT NULL,
        -- Plain text that evidence offsets (UTF-16 code units) point into; never changed after insert.
        body text NOT NULL,
        -- What came in: sanitised HTML, or null where plain text came in.
        html text,
        content_hash text NOT NULL,
        extracted_with text,
        -- Counted before each look, so that a text which ends its worker is left alone after a few.
        extraction_tries int NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (article_id, number)
      );
      CREATE INDEX article_revision_unextracted ON article_revision (created_at) WHERE extracted_with IS NULL;
      CREATE INDEX article_revision_content ON article_revision (content_hash);
      ALTER TABLE article ADD CONSTRAINT article_current_revision FOREIGN KEY (current_revision_id) REFERENCES article_revision (id)
        DEFERRABLE INITIALLY DEFERRED;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE article CASCADE; DROP TABLE article_revision`);
  }
}
