import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SpeedImports1764057623000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A foreign key is checked row by row, which took a fifth of an import. The triggers hold what it held, a statement at a time: an event
      -- needs its person, and goes with them. A row of this very transaction can be deleted by nobody else; others are locked as the key did it.
      ALTER TABLE consent_event
        DROP CONSTRAINT consent_event_subscriber_id_fkey,
        DROP CONSTRAINT consent_event_pkey,
        ADD PRIMARY KEY (subscriber_id, id);
      DROP INDEX consent_event_subscriber;

      -- The settings keep a plan that was made for a small table from reading a large one from end to end.
      CREATE FUNCTION consent_event_needs_subscriber() RETURNS trigger LANGUAGE plpgsql
        SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
        BEGIN
          PERFORM FROM added a JOIN subscriber s ON s.id = a.subscriber_id
          WHERE s.xmin <> pg_current_xact_id()::xid FOR KEY SHARE OF s;
          IF EXISTS (SELECT FROM added a WHERE NOT EXISTS (SELECT FROM subscriber s WHERE s.id = a.subscriber_id)) THEN
            RAISE EXCEPTION 'consent_event names a subscriber who is not there' USING ERRCODE = 'foreign_key_violation';
          END IF;
          RETURN NULL;
        END
      $$;
      CREATE TRIGGER consent_event_needs_subscriber AFTER INSERT ON consent_event
        REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION consent_event_needs_subscriber();

      CREATE FUNCTION subscriber_takes_consents() RETURNS trigger LANGUAGE plpgsql
        SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
        BEGIN
          IF TG_OP = 'TRUNCATE' THEN DELETE FROM consent_event;
          ELSE DELETE FROM consent_event e USING gone g WHERE e.subscriber_id = g.id;
          END IF;
          RETURN NULL;
        END
      $$;
      CREATE TRIGGER subscriber_takes_consents AFTER DELETE ON subscriber
        REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION subscriber_takes_consents();
      CREATE TRIGGER subscriber_takes_all_consents AFTER TRUNCATE ON subscriber
        FOR EACH STATEMENT EXECUTE FUNCTION subscriber_takes_consents();

      -- Whose id a new person gets; who has it afterwards was added by this row.
      ALTER TABLE subscriber_import_stage ADD COLUMN id uuid;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE subscriber_import_stage DROP COLUMN id;
      DROP TRIGGER subscriber_takes_all_consents ON subscriber;
      DROP TRIGGER subscriber_takes_consents ON subscriber;
      DROP TRIGGER consent_event_needs_subscriber ON consent_event;
      DROP FUNCTION subscriber_takes_consents;
      DROP FUNCTION consent_event_needs_subscriber;
      -- The first event of an imported person bears the person's id, so ids stay unique.
      ALTER TABLE consent_event
        DROP CONSTRAINT consent_event_pkey,
        ADD PRIMARY KEY (id),
        ADD CONSTRAINT consent_event_subscriber_id_fkey FOREIGN KEY (subscriber_id) REFERENCES subscriber ON DELETE CASCADE;
      CREATE INDEX consent_event_subscriber ON consent_event (subscriber_id, id);
    `);
  }
}
