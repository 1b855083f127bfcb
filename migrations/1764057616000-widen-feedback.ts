import type { MigrationInterface, QueryRunner } from 'typeorm';

export class WidenFeedback1764057616000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What came back about a mail, of every class. delivery_id is null where no delivery could be found: such events are kept and shown.
      -- No address. No foreign key to a person: its lock on every insert would make two batches about the same readers wait for each other
      -- crosswise; the trigger below empties what is left when a person is erased.
      ALTER TABLE feedback_event
        ALTER COLUMN delivery_id DROP NOT NULL,
        ALTER COLUMN edition_id DROP NOT NULL,
        DROP CONSTRAINT feedback_event_kind_check,
        ADD CONSTRAINT feedback_event_kind_check CHECK (kind IN (
          'hard', 'soft', 'block', 'complaint', 'unsubscribe', 'auth-report', 'auto-reply', 'delayed', 'delivered')),
        ADD COLUMN subscriber_id uuid,
        ADD COLUMN matched_by text NOT NULL DEFAULT 'message-id'
          CHECK (matched_by IN ('ledger', 'message-id', 'provider-id', 'address', 'none')),
        ADD COLUMN provider text NOT NULL DEFAULT 'other',
        ADD COLUMN status text,
        ADD COLUMN rule text NOT NULL DEFAULT 'operator',
        ADD COLUMN reply text,
        ADD COLUMN external_id text,
        ADD COLUMN provider_message_id text,
        ADD COLUMN occurred_at timestamptz DEFAULT now(),
        ADD COLUMN action text NOT NULL DEFAULT 'none' CHECK (action IN ('none', 'suppressed', 'left')),
        -- The reason of a suppression that this event's own took the place of.
        ADD COLUMN replaced_reason text,
        ADD COLUMN undone_at timestamptz,
        ADD COLUMN undone_by text,
        ADD CONSTRAINT feedback_event_told_once UNIQUE (source, external_id),
        ADD CONSTRAINT feedback_event_undone CHECK ((undone_at IS NULL) = (undone_by IS NULL)),
        ADD CONSTRAINT feedback_event_matched CHECK (delivery_id IS NOT NULL OR matched_by IN ('address', 'none'));
      UPDATE feedback_event e SET occurred_at = e.at, action = 'suppressed',
        subscriber_id = (SELECT s.id FROM delivery d JOIN subscriber s ON s.id = d.subscriber_id WHERE d.id = e.delivery_id),
        provider = coalesce((SELECT d.provider FROM delivery d WHERE d.id = e.delivery_id), 'other');
      ALTER TABLE feedback_event ALTER COLUMN occurred_at SET NOT NULL;
      CREATE INDEX feedback_event_reader ON feedback_event (subscriber_id, occurred_at) WHERE subscriber_id IS NOT NULL;
      CREATE INDEX feedback_event_told_as ON feedback_event (source, provider_message_id) WHERE provider_message_id IS NOT NULL;
      CREATE INDEX feedback_event_unmatched ON feedback_event (id) WHERE matched_by = 'none';
      CREATE INDEX feedback_event_acted ON feedback_event (action, id) WHERE action <> 'none';
      CREATE INDEX feedback_event_class ON feedback_event (kind, id) WHERE kind <> 'delivered';

      CREATE FUNCTION forget_feedback() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        UPDATE feedback_event SET subscriber_id = NULL, reply = NULL WHERE subscriber_id = OLD.id;
        RETURN NULL;
      END $$;
      CREATE TRIGGER subscriber_forget_feedback AFTER DELETE ON subscriber FOR EACH ROW EXECUTE FUNCTION forget_feedback();

      -- Deliveries that a relay refused, for feedback to read and take out.
      CREATE TABLE delivery_refusal (delivery_id uuid PRIMARY KEY);
      INSERT INTO delivery_refusal SELECT id FROM delivery WHERE state = 'failed' AND smtp_code >= 400;

      -- Tokens of webhooks that may be used once, with the hash of the body that they came with.
      CREATE TABLE webhook_token (
        source text NOT NULL,
        token_hash text NOT NULL,
        body_hash text NOT NULL,
        at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (source, token_hash)
      );

      ALTER TABLE consent_event
        DROP CONSTRAINT consent_event_source_check,
        ADD CONSTRAINT consent_event_source_check
          CHECK (source IN ('api', 'import', 'one-click', 'page', 'mailto', 'form', 'json', 'provider'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE consent_event
        DROP CONSTRAINT consent_event_source_check,
        ADD CONSTRAINT consent_event_source_check
          CHECK (source IN ('api', 'import', 'one-click', 'page', 'mailto', 'form', 'json')) NOT VALID;
      DROP TABLE webhook_token;
      DROP TABLE delivery_refusal;
      DROP TRIGGER subscriber_forget_feedback ON subscriber;
      DROP FUNCTION forget_feedback;
      DELETE FROM feedback_event WHERE kind <> 'complaint' OR delivery_id IS NULL OR undone_at IS NOT NULL;
      DROP INDEX feedback_event_reader, feedback_event_told_as, feedback_event_unmatched, feedback_event_acted, feedback_event_class;
      ALTER TABLE feedback_event
        DROP CONSTRAINT feedback_event_told_once, DROP CONSTRAINT feedback_event_undone, DROP CONSTRAINT feedback_event_matched,
        DROP COLUMN subscriber_id, DROP COLUMN matched_by, DROP COLUMN provider, DROP COLUMN status, DROP COLUMN rule, DROP COLUMN reply,
        DROP COLUMN external_id, DROP COLUMN provider_message_id, DROP COLUMN occurred_at, DROP COLUMN action,
        DROP COLUMN replaced_reason, DROP COLUMN undone_at, DROP COLUMN undone_by,
        DROP CONSTRAINT feedback_event_kind_check,
        ADD CONSTRAINT feedback_event_kind_check CHECK (kind IN ('complaint')),
        ALTER COLUMN delivery_id SET NOT NULL,
        ALTER COLUMN edition_id SET NOT NULL;
    `);
  }
}
