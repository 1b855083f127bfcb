import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePreferences1764057615000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Until then the reader is in no audience. It stands here because the freeze reads this row for every reader.
      ALTER TABLE subscriber ADD COLUMN paused_until timestamptz;

      -- What a reader chose besides language and time zone; no row: the defaults. An empty list means everything.
      CREATE TABLE subscriber_preference (
        subscriber_id uuid PRIMARY KEY REFERENCES subscriber ON DELETE CASCADE,
        second_locale text CHECK (second_locale IN ('zh-CN', 'zh-TW', 'en')),
        rhythm text NOT NULL CHECK (rhythm IN ('daily', 'weekly', 'high-impact')),
        local_hour int NOT NULL CHECK (local_hour BETWEEN 0 AND 23),
        topics text[] NOT NULL,
        platforms text[] NOT NULL,
        markets text[] NOT NULL,
        actors text[] NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT now()
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE subscriber_preference; ALTER TABLE subscriber DROP COLUMN paused_until`);
  }
}
