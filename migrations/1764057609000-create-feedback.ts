import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateFeedback1764057609000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What came back about a mail. Once per delivery and kind, however often it is told. No address, and no foreign key to a person.
      CREATE TABLE feedback_event (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        delivery_id uuid NOT NULL,
        edition_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('complaint')),
        source text NOT NULL,
        at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT feedback_event_once UNIQUE (delivery_id, kind)
      );
      CREATE INDEX feedback_event_edition ON feedback_event (edition_id, kind);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE feedback_event`);
  }
}
