import type { MigrationInterface, QueryRunner } from 'typeorm';

export class TrackClaims1764057611000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What was claimed together, so that a claim whose worker died is found without an index over the state of every delivery: a row that
      -- goes its normal way then changes in no index at all (a heap-only update), three times over.
      CREATE TABLE delivery_claim (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        edition_id uuid NOT NULL,
        token uuid NOT NULL,
        delivery_ids uuid[] NOT NULL,
        -- No lease among them ends before.
        look_at timestamptz NOT NULL
      );
      CREATE INDEX delivery_claim_look ON delivery_claim (look_at);
      CREATE INDEX delivery_claim_edition ON delivery_claim (edition_id);
      INSERT INTO delivery_claim (edition_id, token, delivery_ids, look_at)
        SELECT edition_id, claim_token, array_agg(id), min(lease_until) FROM delivery WHERE claim_token IS NOT NULL GROUP BY edition_id, claim_token;
      DROP INDEX delivery_leased;

      ALTER TABLE delivery ADD COLUMN uncertain_at timestamptz;
      UPDATE delivery SET uncertain_at = updated_at WHERE state = 'uncertain';
      ALTER TABLE delivery ADD CONSTRAINT delivery_uncertain_since CHECK ((state = 'uncertain') = (uncertain_at IS NOT NULL));
      DROP INDEX delivery_uncertain;
      CREATE INDEX delivery_uncertain ON delivery (edition_id, id) WHERE uncertain_at IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX delivery_uncertain;
      ALTER TABLE delivery DROP COLUMN uncertain_at;
      CREATE INDEX delivery_uncertain ON delivery (edition_id, id) WHERE state = 'uncertain';
      DROP TABLE delivery_claim;
      CREATE INDEX delivery_leased ON delivery (lease_until) WHERE state IN ('claimed', 'handing');
    `);
  }
}
