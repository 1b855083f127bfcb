import type { MigrationInterface, QueryRunner } from 'typeorm';

export class NoteMoves1764057620000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Bounces are about an address: those of the one that a reader has left must not end the subscription at the new one.
      ALTER TABLE subscriber ADD COLUMN address_since timestamptz;

      CREATE FUNCTION note_move() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        NEW.address_since = now();
        UPDATE feedback_event SET subscriber_id = NULL WHERE subscriber_id = NEW.id AND kind IN ('hard', 'soft');
        RETURN NEW;
      END $$;
      CREATE TRIGGER subscriber_note_move BEFORE UPDATE OF address_hash ON subscriber FOR EACH ROW
        WHEN (OLD.address_hash <> NEW.address_hash) EXECUTE FUNCTION note_move();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER subscriber_note_move ON subscriber;
      DROP FUNCTION note_move;
      ALTER TABLE subscriber DROP COLUMN address_since;
    `);
  }
}
