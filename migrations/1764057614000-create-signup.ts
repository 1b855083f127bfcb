import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSignup1764057614000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What people were shown when they agreed, word for word; hash: SHA-256 of the text.
      CREATE TABLE consent_wording (
        hash text PRIMARY KEY,
        version text NOT NULL,
        purpose text NOT NULL CHECK (purpose IN ('newsletter', 'personalisation', 'open-click-tracking')),
        locale text NOT NULL CHECK (locale IN ('zh-CN', 'zh-TW', 'en')),
        text text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE TRIGGER consent_wording_append_only BEFORE UPDATE ON consent_wording FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();

      -- ip: whole at first, cut to its network (/24, /48) later. form: the id of the form that was filled in. locale: of the wording.
      ALTER TABLE consent_event
        ADD COLUMN purpose text NOT NULL DEFAULT 'newsletter'
          CHECK (purpose IN ('newsletter', 'personalisation', 'open-click-tracking')),
        ADD COLUMN ip inet,
        ADD COLUMN user_agent text,
        ADD COLUMN form text,
        ADD COLUMN locale text CHECK (locale IN ('zh-CN', 'zh-TW', 'en')),
        ADD COLUMN wording_hash text REFERENCES consent_wording,
        DROP CONSTRAINT consent_event_action_check,
        ADD CONSTRAINT consent_event_action_check
          CHECK (action IN ('requested', 'subscribed', 'unsubscribed', 'granted', 'withdrawn')),
        DROP CONSTRAINT consent_event_source_check,
        ADD CONSTRAINT consent_event_source_check
          CHECK (source IN ('api', 'import', 'one-click', 'page', 'mailto', 'form', 'json'));
      CREATE INDEX consent_event_whole_ip ON consent_event (at) WHERE masklen(ip) IN (32, 128);

      -- Append-only but for one change: an address becomes its network.
      CREATE FUNCTION guard_consent_event() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE allowed consent_event := OLD;
        BEGIN
          allowed.ip := network_of(OLD.ip);
          IF OLD.ip IS NULL OR NEW IS DISTINCT FROM allowed THEN RAISE EXCEPTION 'consent_event is append-only'; END IF;
          RETURN NEW;
        END
      $$;
      CREATE FUNCTION network_of(ip inet) RETURNS inet LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT network(set_masklen(ip, least(masklen(ip), CASE family(ip) WHEN 4 THEN 24 ELSE 48 END)))::inet
      $$;
      DROP TRIGGER consent_event_append_only ON consent_event;
      CREATE TRIGGER consent_event_append_only BEFORE UPDATE ON consent_event FOR EACH ROW EXECUTE FUNCTION guard_consent_event();

      ALTER TABLE subscriber
        ADD COLUMN allows_personalisation boolean NOT NULL DEFAULT false,
        ADD COLUMN allows_tracking boolean NOT NULL DEFAULT false;

      -- What was asked by a form and is not settled. due_at: when it is looked at next; null once its mail is written. What is confirmed is
      -- emptied at once and kept until it expires, so that a second press of the button is answered well.
      CREATE TABLE signup (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        address_hash bytea,
        email text,
        locale text NOT NULL CHECK (locale IN ('zh-CN', 'zh-TW', 'en')),
        purposes text[] NOT NULL,
        wording_hashes text[] NOT NULL,
        wording_locale text NOT NULL CHECK (wording_locale IN ('zh-CN', 'zh-TW', 'en')),
        source text NOT NULL CHECK (source IN ('form', 'json')),
        form text NOT NULL,
        ip inet,
        user_agent text,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        due_at timestamptz,
        subscriber_id uuid REFERENCES subscriber ON DELETE CASCADE,
        CONSTRAINT signup_is_emptied CHECK (
          CASE WHEN subscriber_id IS NULL THEN num_nulls(address_hash, email) = 0
          ELSE num_nonnulls(address_hash, email, ip, user_agent, due_at) = 0 END
        )
      );
      CREATE INDEX signup_due ON signup (due_at) WHERE due_at IS NOT NULL;
      CREATE INDEX signup_expires ON signup (expires_at);
      CREATE INDEX signup_address ON signup (address_hash);
      CREATE INDEX signup_subscriber ON signup (subscriber_id);

      -- How many confirmation mails an address has ever been sent. Keyed by the hash of its plain form (no +tag), and never purged.
      CREATE TABLE signup_quota (
        address_hash bytea PRIMARY KEY,
        mails int NOT NULL,
        last_mail_at timestamptz NOT NULL
      );

      -- Requests within a window that begins with the first, by address, network and mailbox domain.
      CREATE TABLE signup_count (
        scope text NOT NULL CHECK (scope IN ('ip', 'network', 'domain')),
        subject text NOT NULL,
        hits int NOT NULL,
        ends_at timestamptz NOT NULL,
        PRIMARY KEY (scope, subject)
      );
      CREATE INDEX signup_count_ends ON signup_count (ends_at);

      -- Challenges that have been used up.
      CREATE TABLE signup_challenge (
        id uuid PRIMARY KEY,
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX signup_challenge_expires ON signup_challenge (expires_at);

      ALTER TABLE transactional_mail
        DROP CONSTRAINT transactional_mail_kind_check,
        ADD CONSTRAINT transactional_mail_kind_check CHECK (kind IN ('operator_alert', 'subscription_confirmation'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM transactional_mail WHERE kind = 'subscription_confirmation';
      ALTER TABLE transactional_mail
        DROP CONSTRAINT transactional_mail_kind_check,
        ADD CONSTRAINT transactional_mail_kind_check CHECK (kind IN ('operator_alert'));
      DROP TABLE signup_challenge, signup_count, signup_quota, signup;
      ALTER TABLE subscriber DROP COLUMN allows_personalisation, DROP COLUMN allows_tracking;
      DELETE FROM consent_event WHERE action IN ('requested', 'granted', 'withdrawn') OR source IN ('form', 'json', 'mailto');
      DROP TRIGGER consent_event_append_only ON consent_event;
      CREATE TRIGGER consent_event_append_only BEFORE UPDATE ON consent_event FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
      DROP FUNCTION guard_consent_event;
      ALTER TABLE consent_event
        DROP COLUMN purpose, DROP COLUMN ip, DROP COLUMN user_agent, DROP COLUMN form, DROP COLUMN locale, DROP COLUMN wording_hash,
        DROP CONSTRAINT consent_event_action_check,
        ADD CONSTRAINT consent_event_action_check CHECK (action IN ('subscribed', 'unsubscribed')),
        DROP CONSTRAINT consent_event_source_check,
        ADD CONSTRAINT consent_event_source_check CHECK (source IN ('api', 'import', 'one-click', 'page'));
      DROP TABLE consent_wording;
      DROP FUNCTION network_of;
    `);
  }
}
