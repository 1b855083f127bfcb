import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateTracking1764057621000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Where the tracked links of an edition lead, byte for byte; never per reader. A small number instead of a UUID, since it stands in every link
      -- of every tracked mail. place: which link it is ('source:<shift>', or 'canary' for the one that nobody sees).
      CREATE TABLE tracked_link (
        id int PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
        edition_id uuid NOT NULL,
        place text NOT NULL,
        url text NOT NULL CHECK (url ~* '^https?://[^[:space:]]+$' AND octet_length(url) <= 2000),
        CONSTRAINT tracked_link_once UNIQUE (edition_id, place, url)
      );

      -- The form of a render for readers who allow tracking: its HTML with open slots, and the links that these stand for. Null: there is none.
      ALTER TABLE delivery_variant
        ADD COLUMN tracked_html text,
        ADD COLUMN link_ids int[],
        ADD CONSTRAINT delivery_variant_tracked CHECK ((tracked_html IS NULL) = (link_ids IS NULL));

      -- Whether the mail that left was in that form.
      ALTER TABLE delivery ADD COLUMN is_tracked boolean NOT NULL DEFAULT false;

      -- One fetch of a tracked link, or of the picture (link_id null), by whoever it was; only while its reader allows tracking. agent: a class, no
      -- name; no network, no address. verdict: null until the roll-up has judged it. No foreign key to a person, as for feedback_event.
      CREATE TABLE tracking_event (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        delivery_id uuid NOT NULL,
        edition_id uuid NOT NULL,
        subscriber_id uuid NOT NULL,
        link_id int,
        agent text NOT NULL,
        is_head boolean NOT NULL,
        is_prefetch boolean NOT NULL,
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        verdict text CHECK (verdict IN ('human', 'machine')),
        rule text,
        CONSTRAINT tracking_event_judged CHECK ((verdict IS NULL) = (rule IS NULL))
      );
      CREATE INDEX tracking_event_delivery ON tracking_event (delivery_id);
      CREATE INDEX tracking_event_reader ON tracking_event (subscriber_id);
      CREATE INDEX tracking_event_unjudged ON tracking_event (at) WHERE verdict IS NULL;

      -- What is left of it: figures of an edition. what: 'open' (the picture), 'click' (any link but the canary), 'link' (one of them).
      CREATE TABLE tracking_count (
        edition_id uuid NOT NULL,
        what text NOT NULL CHECK (what IN ('open', 'click', 'link')),
        link_id int NOT NULL DEFAULT 0,
        human_readers int NOT NULL,
        human_total int NOT NULL,
        machine_readers int NOT NULL,
        machine_total int NOT NULL,
        PRIMARY KEY (edition_id, what, link_id),
        CONSTRAINT tracking_count_link CHECK ((what = 'link') = (link_id <> 0))
      );

      -- Whoever takes their consent back, by whatever way, or is erased, leaves no event behind; the figures stay.
      CREATE FUNCTION forget_tracking() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        DELETE FROM tracking_event WHERE subscriber_id = OLD.id;
        RETURN NULL;
      END $$;
      CREATE TRIGGER subscriber_forget_tracking AFTER DELETE ON subscriber FOR EACH ROW EXECUTE FUNCTION forget_tracking();
      CREATE TRIGGER subscriber_withdraw_tracking AFTER UPDATE OF allows_tracking ON subscriber FOR EACH ROW
        WHEN (OLD.allows_tracking AND NOT NEW.allows_tracking) EXECUTE FUNCTION forget_tracking();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER subscriber_withdraw_tracking ON subscriber;
      DROP TRIGGER subscriber_forget_tracking ON subscriber;
      DROP FUNCTION forget_tracking;
      DROP TABLE tracking_count;
      DROP TABLE tracking_event;
      ALTER TABLE delivery DROP COLUMN is_tracked;
      ALTER TABLE delivery_variant DROP CONSTRAINT delivery_variant_tracked, DROP COLUMN tracked_html, DROP COLUMN link_ids;
      DROP TABLE tracked_link;
    `);
  }
}
