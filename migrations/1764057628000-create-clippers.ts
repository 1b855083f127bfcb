import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateClippers1764057628000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A bookmarklet that was given out. Its token is signed over the id and may bring articles, nothing else, until it is revoked.
      CREATE TABLE clipper (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        label text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        last_used_at timestamptz,
        revoked_at timestamptz
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE clipper`);
  }
}
