import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePreferences1764057615000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Until then the reader is in no audience. It stands here because the freeze reads this row for every reader.
      ALTER TABLE subscriber ADD COLUMN paused_until timestamptz;

      -- What a reader chose besides language and time zone; no row: the defaults. An empty list means everything.
      CREATE TABLE subscriber_preference (
        subscriber_id uuid PRIMARY KEY REFERENCES subscriber ON DELETE CASCADE,
        second_locale text CHECK (second_locale IN ('zh-CN', 'zh-TW', 'en')),
        rhythm text NOT NULL CHECK (rhythm IN ('daily', 'weekly', 'high-impact')),
        local_hour int NOT NULL CHECK (local_hour BETWEEN 0 AND 23),
        topics text[] NOT NULL,
        platforms text[] NOT NULL,
        markets text[] NOT NULL,
        actors text[] NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT now()
      );

      -- A person's wish to have their mail at another address, which both addresses must agree to. Emptied when it is carried out.
      CREATE TABLE address_change (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        subscriber_id uuid NOT NULL UNIQUE REFERENCES subscriber ON DELETE CASCADE,
        email text,
        address_hash bytea,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        old_agreed_at timestamptz,
        new_agreed_at timestamptz,
        done_at timestamptz,
        CONSTRAINT address_change_is_emptied CHECK (num_nonnulls(email, address_hash) = CASE WHEN done_at IS NULL THEN 2 ELSE 0 END)
      );
      CREATE INDEX address_change_expires ON address_change (expires_at);

      ALTER TABLE transactional_mail
        DROP CONSTRAINT transactional_mail_kind_check,
        ADD CONSTRAINT transactional_mail_kind_check
          CHECK (kind IN ('operator_alert', 'subscription_confirmation', 'address_change', 'data_export'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM transactional_mail WHERE kind IN ('address_change', 'data_export');
      ALTER TABLE transactional_mail
        DROP CONSTRAINT transactional_mail_kind_check,
        ADD CONSTRAINT transactional_mail_kind_check CHECK (kind IN ('operator_alert', 'subscription_confirmation'));
      DROP TABLE address_change, subscriber_preference;
      ALTER TABLE subscriber DROP COLUMN paused_until;
    `);
  }
}
