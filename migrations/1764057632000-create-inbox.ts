import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateInbox1764057632000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE article
        -- The article that stands for its cluster in the inbox; null: this one does.
        ADD COLUMN lead_id uuid REFERENCES article ON DELETE SET NULL,
        ADD COLUMN host text,
        ADD COLUMN tier text NOT NULL DEFAULT 'unknown' CHECK (tier IN ('official', 'trade', 'community', 'unknown')),
        ADD COLUMN state text NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'kept', 'dismissed')),
        ADD COLUMN state_reason text,
        ADD COLUMN state_by text,
        ADD COLUMN state_at timestamptz,
        -- The move that brought it into its state, so that exactly that one can be undone.
        ADD COLUMN move_id uuid,
        -- What lists and filters go by: the editor's topics where there are any, else those of the rule.
        ADD COLUMN topics text[] NOT NULL DEFAULT '{}',
        ADD COLUMN editor_topics text[],
        ADD COLUMN score smallint NOT NULL DEFAULT 0 CHECK (score BETWEEN 0 AND 100),
        ADD COLUMN open_proposals int NOT NULL DEFAULT 0,
        -- Number of the rules that topics, tier and score were last made by; 0: never.
        ADD COLUMN appraised_version int NOT NULL DEFAULT 0;
      -- Inbox: one row a cluster.
      CREATE INDEX article_inbox_time ON article (state, id) WHERE lead_id IS NULL;
      CREATE INDEX article_inbox_score ON article (state, score, id) WHERE lead_id IS NULL;
      CREATE INDEX article_score ON article (score, id) WHERE lead_id IS NULL;
      -- For the search too, which looks at copies as well.
      CREATE INDEX article_host ON article (host, id);
      CREATE INDEX article_source ON article (source_id, id) WHERE source_id IS NOT NULL;
      CREATE INDEX article_language ON article (language, id);
      CREATE INDEX article_proposals ON article (id) WHERE lead_id IS NULL AND open_proposals > 0;
      CREATE INDEX article_day ON article ((coalesce(published_at, created_at)));
      CREATE INDEX article_topics ON article USING gin (topics);
      CREATE INDEX article_lead ON article (lead_id) WHERE lead_id IS NOT NULL;
      CREATE INDEX article_appraised ON article (appraised_version, id);

      -- Why: cues of every topic, the rule of the tier, the points of the score.
      CREATE TABLE article_appraisal (
        article_id uuid PRIMARY KEY REFERENCES article ON DELETE CASCADE,
        topics jsonb NOT NULL,
        tier jsonb NOT NULL,
        score jsonb NOT NULL,
        appraised_at timestamptz NOT NULL DEFAULT now()
      );

      CREATE TABLE inbox_move (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        actor text NOT NULL,
        to_state text NOT NULL CHECK (to_state IN ('new', 'kept', 'dismissed')),
        reason text,
        article_ids uuid[] NOT NULL,
        from_states text[] NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        undone_at timestamptz
      );

      -- Articles whose shifts changed, for whoever appraises them. Rows are only added, so that a change which commits late is not lost with
      -- the row of one before.
      CREATE TABLE article_change (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        article_id uuid NOT NULL
      );
      CREATE FUNCTION note_shift_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO article_change (article_id) SELECT DISTINCT article_id FROM changed;
        RETURN NULL;
      END $$;
      CREATE TRIGGER shift_note_insert AFTER INSERT ON shift REFERENCING NEW TABLE AS changed
        FOR EACH STATEMENT EXECUTE FUNCTION note_shift_change();
      CREATE TRIGGER shift_note_update AFTER UPDATE ON shift REFERENCING NEW TABLE AS changed
        FOR EACH STATEMENT EXECUTE FUNCTION note_shift_change();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER shift_note_insert ON shift;
      DROP TRIGGER shift_note_update ON shift;
      DROP FUNCTION note_shift_change;
      DROP TABLE article_change, inbox_move, article_appraisal;
      ALTER TABLE article DROP COLUMN lead_id, DROP COLUMN host, DROP COLUMN tier, DROP COLUMN state,
        DROP COLUMN state_reason, DROP COLUMN state_by, DROP COLUMN state_at, DROP COLUMN move_id, DROP COLUMN topics,
        DROP COLUMN editor_topics, DROP COLUMN score, DROP COLUMN open_proposals, DROP COLUMN appraised_version;
      DROP INDEX article_day;
    `);
  }
}
