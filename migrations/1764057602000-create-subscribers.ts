import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSubscribers1764057602000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE subscriber (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        email text NOT NULL,
        -- HMAC-SHA-256 of the canonical address: finds a person in suppression without storing who is suppressed.
        address_hash bytea NOT NULL,
        name text,
        locale text NOT NULL CHECK (locale IN ('zh-CN', 'zh-TW', 'en')),
        time_zone text NOT NULL DEFAULT 'UTC',
        status text NOT NULL CHECK (status IN ('pending', 'active', 'unsubscribed')),
        source text NOT NULL,
        version int NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT subscriber_address_unique UNIQUE (address_hash)
      );
      CREATE INDEX subscriber_audience ON subscriber (locale, id) WHERE status = 'active';

      CREATE TABLE consent_event (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        subscriber_id uuid NOT NULL REFERENCES subscriber ON DELETE CASCADE,
        action text NOT NULL CHECK (action IN ('subscribed', 'unsubscribed')),
        at timestamptz NOT NULL DEFAULT now(),
        source text NOT NULL CHECK (source IN ('api', 'import', 'one-click', 'page')),
        detail jsonb NOT NULL DEFAULT '{}'
      );
      CREATE INDEX consent_event_subscriber ON consent_event (subscriber_id, id);
      CREATE TRIGGER consent_event_append_only BEFORE UPDATE ON consent_event FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();

      CREATE TABLE suppression (
        address_hash bytea PRIMARY KEY,
        reason text NOT NULL CHECK (reason IN ('hard-bounce', 'complaint', 'manual', 'erased')),
        created_at timestamptz NOT NULL DEFAULT now()
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE suppression; DROP TABLE consent_event; DROP TABLE subscriber`);
  }
}
