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

      -- The mails of a change of address that was replaced, or whose person is gone, are over: the next sweep empties them.
      CREATE FUNCTION end_move_mails() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        UPDATE transactional_mail SET expires_at = now()
        WHERE idempotency_key IN ('move:' || OLD.id || ':old', 'move:' || OLD.id || ':new') AND ended_at IS NULL AND expires_at > now();
        RETURN NULL;
      END $$;
      CREATE TRIGGER address_change_end_mails AFTER DELETE OR UPDATE OF id ON address_change FOR EACH ROW EXECUTE FUNCTION end_move_mails();

      -- Keyed hashes of the addresses that a mail names once it is decoded: whoever is erased is found by them, however the mail is written.
      ALTER TABLE inbound_mail ADD COLUMN mentions bytea[] NOT NULL DEFAULT '{}';
      CREATE INDEX inbound_mail_mentions ON inbound_mail USING gin (mentions);
      CREATE OR REPLACE FUNCTION forget_inbound_mail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        DELETE FROM inbound_mail WHERE subscriber_id = OLD.id OR mentions @> ARRAY[OLD.address_hash]
          OR OLD.status <> 'pending' AND position(lower(OLD.email) IN lower(encode(raw, 'escape'))) > 0;
        RETURN NULL;
      END $$;
      -- A mail that names the address which a reader leaves is theirs from then on.
      CREATE OR REPLACE FUNCTION note_move() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        NEW.address_since = now();
        UPDATE feedback_event SET subscriber_id = NULL WHERE subscriber_id = NEW.id AND kind IN ('hard', 'soft');
        UPDATE inbound_mail SET subscriber_id = NEW.id WHERE subscriber_id IS NULL AND mentions @> ARRAY[OLD.address_hash];
        RETURN NEW;
      END $$;
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
      DROP TRIGGER address_change_end_mails ON address_change;
      DROP FUNCTION end_move_mails;
      CREATE OR REPLACE FUNCTION note_move() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        NEW.address_since = now();
        UPDATE feedback_event SET subscriber_id = NULL WHERE subscriber_id = NEW.id AND kind IN ('hard', 'soft');
        RETURN NEW;
      END $$;
      CREATE OR REPLACE FUNCTION forget_inbound_mail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        DELETE FROM inbound_mail WHERE subscriber_id = OLD.id
          OR OLD.status <> 'pending' AND position(lower(OLD.email) IN lower(encode(raw, 'escape'))) > 0;
        RETURN NULL;
      END $$;
      DROP INDEX inbound_mail_mentions;
      ALTER TABLE inbound_mail DROP COLUMN mentions;
    `);
  }
}
