import type { MigrationInterface, QueryRunner } from 'typeorm';

export class NoteMailRefusals1764057626000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Single mails that a relay refused, for feedback to read and take out within seconds. The mail itself is emptied by then, so what tells
      -- whose address it was stands here: its keyed hash.
      CREATE TABLE mail_refusal (
        mail_id uuid PRIMARY KEY,
        address_hash bytea NOT NULL,
        provider text NOT NULL
      );

      ALTER TABLE feedback_event
        DROP CONSTRAINT feedback_event_matched_by_check,
        ADD CONSTRAINT feedback_event_matched_by_check
          CHECK (matched_by IN ('ledger', 'mail', 'message-id', 'provider-id', 'address', 'none')),
        DROP CONSTRAINT feedback_event_matched,
        ADD CONSTRAINT feedback_event_matched CHECK (delivery_id IS NOT NULL OR matched_by IN ('mail', 'address', 'none'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE feedback_event SET matched_by = CASE WHEN subscriber_id IS NULL THEN 'none' ELSE 'address' END WHERE matched_by = 'mail';
      ALTER TABLE feedback_event
        DROP CONSTRAINT feedback_event_matched,
        ADD CONSTRAINT feedback_event_matched CHECK (delivery_id IS NOT NULL OR matched_by IN ('address', 'none')),
        DROP CONSTRAINT feedback_event_matched_by_check,
        ADD CONSTRAINT feedback_event_matched_by_check
          CHECK (matched_by IN ('ledger', 'message-id', 'provider-id', 'address', 'none'));
      DROP TABLE mail_refusal;
    `);
  }
}
