import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ReviewShifts1764057635000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE shift
        -- How much it deserves an editor's next minute, 0 to 1000 (src/domain/shift-review).
        ADD COLUMN review_score int NOT NULL DEFAULT 0,
        -- What makes it the same matter as another (src/domain/shift-merge); NULL where the claim does not say.
        ADD COLUMN actor_key text,
        ADD COLUMN object_key text,
        ADD COLUMN amount_keys text[] NOT NULL DEFAULT '{}',
        ADD COLUMN reject_code text,
        -- Who is affected, where, until when: an editor's, as impact is. NULL: nobody said.
        ADD COLUMN impact_facts jsonb;
      UPDATE shift SET review_score = round(confidence * 500),
        actor_key = coalesce(claim->'actor'->>'id', lower(regexp_replace(actor_name, '[[:space:][:punct:]]', '', 'g'))),
        object_key = nullif(lower(regexp_replace(coalesce(claim->>'object', claim->>'to', ''), '[[:space:][:punct:]]', '', 'g')), '');
      CREATE INDEX shift_queue ON shift (review_score DESC, id DESC) WHERE status = 'proposed';
      CREATE INDEX shift_matter ON shift (actor_key, kind, id) WHERE status IN ('proposed', 'confirmed');

      -- Every decision with what stood before it, so that it can be taken back.
      CREATE TABLE shift_decision (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        shift_id uuid NOT NULL REFERENCES shift ON DELETE CASCADE,
        decision text NOT NULL CHECK (decision IN ('confirm', 'reject', 'reopen', 'edit')),
        actor text NOT NULL,
        code text,
        note text,
        before jsonb NOT NULL,
        version_after int NOT NULL,
        undone_at timestamptz,
        undone_by text,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX shift_decision_shift ON shift_decision (shift_id, id);

      -- Two shifts that an editor told apart although the rules take them for one matter.
      CREATE TABLE shift_apart (
        one uuid NOT NULL REFERENCES shift ON DELETE CASCADE,
        other uuid NOT NULL REFERENCES shift ON DELETE CASCADE,
        actor text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (one, other),
        CHECK (one < other)
      );
      CREATE INDEX shift_apart_other ON shift_apart (other);

      -- Whoever confirmed a shift of this edition may not approve it.
      ALTER TABLE edition ADD COLUMN four_eyes boolean NOT NULL DEFAULT false;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE edition DROP COLUMN four_eyes;
      DROP TABLE shift_apart;
      DROP TABLE shift_decision;
      ALTER TABLE shift DROP COLUMN review_score, DROP COLUMN actor_key, DROP COLUMN object_key, DROP COLUMN amount_keys,
        DROP COLUMN reject_code, DROP COLUMN impact_facts;
    `);
  }
}
