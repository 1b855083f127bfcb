import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateInboundMail1764057619000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Mails that came back, as they came: kept before they are answered for, read later, shown when nothing could be made of them.
      CREATE TABLE inbound_mail (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        source text NOT NULL CHECK (source IN ('smtp', 'imap')),
        -- Of the same mail, however often it comes.
        external_id text NOT NULL,
        -- One of our own addresses (SMTP).
        recipient text,
        -- The first part of a huge one.
        raw bytea NOT NULL,
        state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'read', 'failed')),
        tries int NOT NULL DEFAULT 0,
        -- What it is, and why: null until it is read.
        kind text,
        sign text,
        -- Events about readers that were found by it.
        matched int NOT NULL DEFAULT 0,
        subscriber_id uuid,
        received_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT inbound_mail_once UNIQUE (source, external_id),
        CONSTRAINT inbound_mail_read CHECK ((state = 'read') = (kind IS NOT NULL))
      );
      CREATE INDEX inbound_mail_waiting ON inbound_mail (id) WHERE state = 'waiting';
      CREATE INDEX inbound_mail_received ON inbound_mail (received_at);
      CREATE INDEX inbound_mail_subscriber ON inbound_mail (subscriber_id) WHERE subscriber_id IS NOT NULL;

      -- Whoever is erased is erased here too, also where a mail names them that could not be matched.
      CREATE FUNCTION forget_inbound_mail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        DELETE FROM inbound_mail WHERE subscriber_id = OLD.id
          OR OLD.status <> 'pending' AND position(lower(OLD.email) IN lower(encode(raw, 'escape'))) > 0;
        RETURN NULL;
      END $$;
      CREATE TRIGGER subscriber_forget_inbound_mail AFTER DELETE ON subscriber FOR EACH ROW EXECUTE FUNCTION forget_inbound_mail();

      -- How far each folder has been read.
      CREATE TABLE imap_position (
        mailbox text PRIMARY KEY,
        uid_validity bigint NOT NULL,
        last_uid bigint NOT NULL,
        read_at timestamptz NOT NULL DEFAULT now()
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE imap_position;
      DROP TRIGGER subscriber_forget_inbound_mail ON subscriber;
      DROP FUNCTION forget_inbound_mail;
      DROP TABLE inbound_mail;
    `);
  }
}
