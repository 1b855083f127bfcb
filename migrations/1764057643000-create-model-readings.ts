import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateModelReadings1764057643000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What is known of a model behind an address: how it can be made to answer in JSON (asked once), and whether it is resting.
      CREATE TABLE model_endpoint (
        provider text NOT NULL,
        model text NOT NULL,
        rung text CHECK (rung IN ('json_schema', 'tool', 'json_object', 'disabled')),
        probed_at timestamptz,
        failures int NOT NULL DEFAULT 0,
        resting_until timestamptz,
        rest_reason text,
        PRIMARY KEY (provider, model)
      );

      -- Requests a day, so that a loop or a flood of articles costs no more than the operator allows.
      CREATE TABLE model_usage (
        day date NOT NULL,
        model text NOT NULL,
        calls int NOT NULL DEFAULT 0,
        PRIMARY KEY (day, model)
      );

      -- One look of one model, with one prompt, at one revision. reader is the source of its proposals: llm:<model>@<prompt>.
      CREATE TABLE model_reading (
        revision_id uuid NOT NULL REFERENCES article_revision ON DELETE CASCADE,
        reader text NOT NULL,
        state text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'done', 'failed')),
        tries int NOT NULL DEFAULT 0,
        -- While running: until when it belongs to a worker, or when it may be tried again.
        next_try_at timestamptz NOT NULL,
        reason text,
        findings int,
        ended_at timestamptz,
        PRIMARY KEY (revision_id, reader)
      );
      CREATE INDEX model_reading_due ON model_reading (next_try_at) WHERE state = 'running';

      -- What became of each thing a model said; the words of a rejected one are not kept.
      CREATE TABLE model_finding (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        reader text NOT NULL,
        revision_id uuid NOT NULL REFERENCES article_revision ON DELETE CASCADE,
        outcome text NOT NULL CHECK (outcome IN ('proposed', 'known', 'rejected')),
        reason text,
        shift_id uuid REFERENCES shift ON DELETE SET NULL,
        found_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT model_finding_says_why CHECK ((outcome = 'rejected') = (reason IS NOT NULL))
      );
      CREATE INDEX model_finding_reader ON model_finding (reader);
      CREATE INDEX model_finding_shift ON model_finding (shift_id) WHERE shift_id IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP TABLE model_finding; DROP TABLE model_reading; DROP TABLE model_usage; DROP TABLE model_endpoint`,
    );
  }
}
