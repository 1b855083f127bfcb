import type { MigrationInterface, QueryRunner } from 'typeorm';

export class NoteOrigins1764057631000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE article_revision
        ADD COLUMN brought_by text,
        -- The words as they came, where furniture was taken out of them; null: the body is all there was.
        ADD COLUMN raw_text text,
        -- [{rule, text}] in the order of the raw text.
        ADD COLUMN stripped jsonb NOT NULL DEFAULT '[]';

      -- Every place where an article was read. The first one made the article; the others were recognised as the same words.
      CREATE TABLE article_origin (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        article_id uuid NOT NULL REFERENCES article ON DELETE CASCADE,
        url text,
        -- The URL without what tracks readers; null for words without a source.
        url_key text,
        guid_key text,
        host text,
        publisher text,
        source_id uuid,
        tier text NOT NULL DEFAULT 'unknown' CHECK (tier IN ('official', 'trade', 'community', 'unknown')),
        -- What the operator says about the source; goes before our tables.
        given_tier text,
        -- Folded title and words, as they were there the last time.
        fold_hash text,
        content_hash text,
        decided_by text NOT NULL CHECK (decided_by IN ('first', 'url', 'rel-canonical', 'guid', 'content-hash')),
        first_seen_at timestamptz NOT NULL DEFAULT now(),
        last_seen_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE UNIQUE INDEX article_origin_url_key ON article_origin (url_key) WHERE url_key IS NOT NULL;
      CREATE INDEX article_origin_guid_key ON article_origin (guid_key) WHERE guid_key IS NOT NULL;
      CREATE INDEX article_origin_fold_hash ON article_origin (fold_hash) WHERE fold_hash IS NOT NULL;
      CREATE INDEX article_origin_article ON article_origin (article_id, first_seen_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE article_origin;
      ALTER TABLE article_revision DROP COLUMN brought_by, DROP COLUMN raw_text, DROP COLUMN stripped;
    `);
  }
}
