import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SearchArticles1764057634000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Pairs of Han characters, words and pairs of words of the current revision as numbers (src/domain/article/search/grams.ts). A table of its own,
      -- since a new row version of an article must not write hundreds of index entries.
      CREATE TABLE article_search (
        article_id uuid PRIMARY KEY REFERENCES article ON DELETE CASCADE,
        title_grams int[] NOT NULL,
        grams int[] NOT NULL
      );
      ALTER TABLE article_search ALTER COLUMN grams SET STORAGE EXTERNAL;
      -- Without a pending list: it would be walked by every search, and emptied by whichever article finds it full.
      CREATE INDEX article_search_title ON article_search USING gin (title_grams) WITH (fastupdate = off);
      CREATE INDEX article_search_grams ON article_search USING gin (grams) WITH (fastupdate = off);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE article_search`);
  }
}
