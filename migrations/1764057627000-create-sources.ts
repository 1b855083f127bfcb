import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSources1764057627000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Where articles come from. kind feed: its items; page: the page itself, whose changes become revisions; api: nothing is fetched, articles
      -- are brought by a bookmarklet or a program.
      CREATE TABLE source (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        url text NOT NULL UNIQUE,
        host text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('feed', 'page', 'api')),
        title text NOT NULL,
        publisher text,
        -- unknown: its host and publisher decide.
        tier text NOT NULL DEFAULT 'unknown' CHECK (tier IN ('official', 'trade', 'community', 'unknown')),
        zone text NOT NULL DEFAULT 'UTC',
        language text CHECK (language IN ('zh-CN', 'zh-TW', 'en')),
        interval_seconds int NOT NULL DEFAULT 3600 CHECK (interval_seconds BETWEEN 900 AND 604800),
        state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'paused', 'failing', 'gone')),
        -- Chosen at the first fetch and then kept: another one would make every item new.
        identity_policy text CHECK (identity_policy IN ('guid', 'link', 'title')),
        etag text,
        last_modified text,
        validators_of text,
        validators_since timestamptz,
        body_hash text,
        move_to text,
        move_times int NOT NULL DEFAULT 0,
        failures int NOT NULL DEFAULT 0,
        failure_code text,
        next_due_at timestamptz NOT NULL DEFAULT now(),
        last_polled_at timestamptz,
        last_success_at timestamptz,
        last_new_at timestamptz,
        lease_token uuid,
        lease_until timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX source_due ON source (next_due_at) WHERE state IN ('active', 'failing') AND kind <> 'api';

      -- One visit to a source and what it brought. The counts of articles follow as its items are read.
      CREATE TABLE source_fetch (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        source_id uuid NOT NULL REFERENCES source ON DELETE CASCADE,
        outcome text NOT NULL CHECK (outcome IN ('fresh', 'same', 'unchanged', 'later', 'gone', 'failed')),
        code text,
        status int,
        bytes int NOT NULL DEFAULT 0,
        milliseconds int NOT NULL,
        charset text,
        charset_why text,
        warnings text[] NOT NULL DEFAULT '{}',
        items_new int NOT NULL DEFAULT 0,
        items_updated int NOT NULL DEFAULT 0,
        items_known int NOT NULL DEFAULT 0,
        articles_new int NOT NULL DEFAULT 0,
        articles_updated int NOT NULL DEFAULT 0,
        articles_duplicate int NOT NULL DEFAULT 0,
        articles_failed int NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX source_fetch_of ON source_fetch (source_id, id);

      -- Every item that a source ever had, so that none is new twice. What it carried is emptied once it has become an article.
      CREATE TABLE source_item (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        source_id uuid NOT NULL REFERENCES source ON DELETE CASCADE,
        fetch_id uuid NOT NULL,
        identity_key text NOT NULL,
        link_key text,
        title_key text,
        published_at timestamptz,
        fingerprint text NOT NULL,
        state text NOT NULL CHECK (state IN ('waiting', 'done', 'failed', 'skipped')),
        code text,
        title text NOT NULL,
        link text,
        host text,
        html text,
        summary text,
        author text,
        first_seen_at timestamptz NOT NULL DEFAULT now(),
        date_source text NOT NULL CHECK (date_source IN ('feed', 'page', 'fetched')),
        warnings text[] NOT NULL DEFAULT '{}',
        needs_page boolean NOT NULL,
        article_id uuid REFERENCES article ON DELETE SET NULL,
        quality text CHECK (quality IN ('full', 'partial', 'summary_only')),
        tries int NOT NULL DEFAULT 0,
        next_at timestamptz NOT NULL DEFAULT now(),
        lease_token uuid,
        lease_until timestamptz,
        UNIQUE (source_id, identity_key)
      );
      CREATE INDEX source_item_link ON source_item (source_id, link_key);
      CREATE INDEX source_item_title ON source_item (source_id, title_key);
      CREATE INDEX source_item_due ON source_item (next_at) WHERE state = 'waiting';
      CREATE INDEX source_item_article ON source_item (article_id) WHERE article_id IS NOT NULL;

      -- One visitor at a time at a host, of all processes together, and a pause after each.
      CREATE TABLE fetch_host (
        host text PRIMARY KEY,
        next_at timestamptz NOT NULL DEFAULT now(),
        lease_token uuid,
        lease_until timestamptz,
        -- robots.txt by origin: {"https://one.example": {"status": 200, "text": "…", "at": "…"}}
        robots jsonb NOT NULL DEFAULT '{}'
      );

      -- Where an article was read first, and how much of it. Old code leaves these empty.
      ALTER TABLE article ADD COLUMN source_id uuid REFERENCES source ON DELETE SET NULL;
      ALTER TABLE article ADD COLUMN extraction_quality text CHECK (extraction_quality IN ('full', 'partial', 'summary_only'));
      ALTER TABLE article ADD COLUMN date_source text CHECK (date_source IN ('feed', 'page', 'fetched'));
      CREATE INDEX article_of_source ON article (source_id) WHERE source_id IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE article DROP COLUMN date_source, DROP COLUMN extraction_quality, DROP COLUMN source_id;
      DROP TABLE fetch_host;
      DROP TABLE source_item;
      DROP TABLE source_fetch;
      DROP TABLE source;
    `);
  }
}
