import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSegments1764057618000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A part of the subscribers, told by a filter that is read anew whenever it is used.
      CREATE TABLE segment (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        name text NOT NULL CONSTRAINT segment_name_unique UNIQUE,
        filter jsonb NOT NULL,
        version int NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now()
      );
      -- NULL: everybody.
      ALTER TABLE edition ADD COLUMN segment_id uuid CONSTRAINT edition_segment_fkey REFERENCES segment;
      CREATE INDEX edition_segment ON edition (segment_id) WHERE segment_id IS NOT NULL;
      -- The filter as it was when the audience was frozen.
      ALTER TABLE delivery_run ADD COLUMN segment_filter jsonb;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE delivery_run DROP COLUMN segment_filter;
      ALTER TABLE edition DROP COLUMN segment_id;
      DROP TABLE segment;
    `);
  }
}
