import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FindCopies1764057633000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What an article is compared by. Everything is made from folded words, so both Chinese scripts look the same here.
      CREATE TABLE article_fingerprint (
        article_id uuid PRIMARY KEY REFERENCES article ON DELETE CASCADE,
        simhash bigint NOT NULL,
        -- Four quarters of the simhash, each with its number above it: two hashes within 3 bits share one.
        bands int[] NOT NULL,
        -- A sample of long shingles; copies share many of them, others hardly one.
        sketch int[] NOT NULL,
        letters int NOT NULL,
        -- Actors, names, amounts, moves: what a story is recognised by.
        features text[] NOT NULL,
        seen_at timestamptz NOT NULL
      );
      ALTER TABLE article_fingerprint ALTER COLUMN sketch SET STORAGE EXTERNAL;
      -- Without a pending list: it would be walked by every look, and emptied by whichever article finds it full.
      CREATE INDEX article_fingerprint_bands ON article_fingerprint USING gin (bands) WITH (fastupdate = off);
      CREATE INDEX article_fingerprint_sketch ON article_fingerprint USING gin (sketch) WITH (fastupdate = off);
      CREATE INDEX article_fingerprint_seen ON article_fingerprint (seen_at);

      CREATE TABLE article_relation (
        -- The one that came later.
        article_id uuid NOT NULL REFERENCES article ON DELETE CASCADE,
        other_id uuid NOT NULL REFERENCES article ON DELETE CASCADE,
        tier text NOT NULL CHECK (tier IN ('T1', 'T2')),
        measure text NOT NULL CHECK (measure IN ('hamming', 'containment', 'cosine')),
        figure real NOT NULL,
        shared text[] NOT NULL DEFAULT '{}',
        -- refused and detached are remembered: the rule never attaches them again.
        state text NOT NULL CHECK (state IN ('attached', 'offered', 'refused', 'detached')),
        decided_by text,
        decided_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (article_id, other_id),
        CHECK (article_id <> other_id)
      );
      CREATE INDEX article_relation_other ON article_relation (other_id);
      CREATE INDEX article_relation_offered ON article_relation (article_id, figure) WHERE state = 'offered';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE article_relation, article_fingerprint`);
  }
}
