import type { MigrationInterface, QueryRunner } from 'typeorm';

export class NarrowLinkCheck1764057622000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What counts as a space must not depend on the collation of a database: a link that the program takes and the table refuses would keep an
      -- edition from being sent.
      ALTER TABLE tracked_link
        DROP CONSTRAINT tracked_link_url_check,
        ADD CONSTRAINT tracked_link_url_check CHECK ((url COLLATE "C") ~* '^https?://[^[:space:]]+$' AND octet_length(url) <= 2000);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE tracked_link
        DROP CONSTRAINT tracked_link_url_check,
        ADD CONSTRAINT tracked_link_url_check CHECK (url ~* '^https?://[^[:space:]]+$' AND octet_length(url) <= 2000);
    `);
  }
}
