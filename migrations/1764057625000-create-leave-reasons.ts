import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateLeaveReasons1764057625000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Why readers left, where they said so. Who it was and their own words stand for ninety days, and the word of the list for counts.
      -- No foreign key: the trigger empties what is about a person who is erased, and leaves the count.
      CREATE TABLE leave_reason (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        subscriber_id uuid,
        edition_id uuid,
        reason text NOT NULL
          CHECK (reason IN ('too-often', 'not-relevant', 'never-signed-up', 'quality', 'switching-address', 'other')),
        words text CHECK (length(words) <= 500),
        at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT leave_reason_words CHECK (words IS NULL OR subscriber_id IS NOT NULL)
      );
      CREATE UNIQUE INDEX leave_reason_reader ON leave_reason (subscriber_id) WHERE subscriber_id IS NOT NULL;
      CREATE INDEX leave_reason_edition ON leave_reason (edition_id) WHERE edition_id IS NOT NULL;
      CREATE INDEX leave_reason_at ON leave_reason (at);

      CREATE FUNCTION forget_leave_reason() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        UPDATE leave_reason SET subscriber_id = NULL, words = NULL WHERE subscriber_id = OLD.id;
        RETURN NULL;
      END $$;
      CREATE TRIGGER subscriber_forget_leave_reason AFTER DELETE ON subscriber FOR EACH ROW EXECUTE FUNCTION forget_leave_reason();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER subscriber_forget_leave_reason ON subscriber;
      DROP FUNCTION forget_leave_reason;
      DROP TABLE leave_reason;
    `);
  }
}
