import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateLanes1764057607000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE mail_domain (domain text PRIMARY KEY, provider text NOT NULL)`);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE mail_domain`);
  }
}
