import type { MigrationInterface, QueryRunner } from 'typeorm';

export class NumberCorrections1764057639000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The version of the shift that it tells: a later one may need another correction.
      ALTER TABLE correction ADD COLUMN shift_version int NOT NULL DEFAULT 1;
      ALTER TABLE correction ALTER COLUMN shift_version DROP DEFAULT;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE correction DROP COLUMN shift_version`);
  }
}
