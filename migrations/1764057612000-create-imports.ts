import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateImports1764057612000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One uploaded file and what became of it. rows_read is the row after which the next batch begins: it changes in the transaction that
      -- writes the batch, so a run that was stopped or killed goes on there.
      CREATE TABLE subscriber_import (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        state text NOT NULL DEFAULT 'uploading'
          CHECK (state IN ('uploading', 'uploaded', 'running', 'stopped', 'checked', 'finished', 'failed')),
        actor text NOT NULL,
        file_name text,
        sha256 text,
        format text CHECK (format IN ('text', 'xlsx')),
        encoding text,
        bytes bigint NOT NULL DEFAULT 0,
        part int NOT NULL DEFAULT 0,
        settings jsonb,
        rows_read int NOT NULL DEFAULT 0,
        share_read real NOT NULL DEFAULT 0,
        counts jsonb NOT NULL DEFAULT '{}',
        failure jsonb,
        attempts int NOT NULL DEFAULT 0,
        lease_token uuid,
        lease_until timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        started_at timestamptz,
        ended_at timestamptz,
        CONSTRAINT subscriber_import_runs_by_settings CHECK (state IN ('uploading', 'uploaded') OR settings IS NOT NULL),
        CONSTRAINT subscriber_import_says_why CHECK ((state = 'failed') = (failure IS NOT NULL)),
        CONSTRAINT subscriber_import_lease CHECK (lease_token IS NULL OR state = 'running')
      );
      CREATE INDEX subscriber_import_running ON subscriber_import (started_at) WHERE state = 'running';

      -- The bytes of the file in pieces of one size, since api and worker share no disk. part 1 is what a ZIP (part 0) held.
      CREATE TABLE subscriber_import_chunk (
        import_id uuid NOT NULL REFERENCES subscriber_import ON DELETE CASCADE,
        part int NOT NULL,
        seq int NOT NULL,
        bytes bytea NOT NULL,
        PRIMARY KEY (import_id, part, seq)
      );
      ALTER TABLE subscriber_import_chunk ALTER COLUMN bytes SET STORAGE EXTERNAL;

      -- What the report says of single rows; no address and no other content of the row.
      CREATE TABLE subscriber_import_fault (
        import_id uuid NOT NULL REFERENCES subscriber_import ON DELETE CASCADE,
        line int NOT NULL,
        id bigint GENERATED ALWAYS AS IDENTITY,
        code text NOT NULL,
        field text,
        detail text,
        PRIMARY KEY (import_id, line, id)
      );

      -- Always empty: the form of the temporary table of the same name that a batch is copied into.
      CREATE TABLE subscriber_import_stage (
        line int NOT NULL,
        address_hash bytea,
        email text,
        name text,
        locale text,
        time_zone text,
        is_repeat boolean NOT NULL,
        fault text,
        field text,
        warning text,
        detail text
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP TABLE subscriber_import_stage; DROP TABLE subscriber_import_fault; DROP TABLE subscriber_import_chunk; DROP TABLE subscriber_import`,
    );
  }
}
