import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateLanes1764057607000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Whose mail servers a domain uses: what its readers' lane is. A domain that could not be looked up is here too, to be asked again.
      CREATE TABLE mail_domain (
        domain text PRIMARY KEY,
        provider text NOT NULL,
        mx text[] NOT NULL DEFAULT '{}',
        is_known boolean NOT NULL,
        looked_up_at timestamptz NOT NULL DEFAULT now()
      );

      -- What all workers have learnt of a lane: a relay and a receiving provider.
      CREATE TABLE lane (
        relay text NOT NULL,
        provider text NOT NULL,
        rate_per_second double precision CHECK (rate_per_second > 0),
        slowed_at timestamptz,
        held_until timestamptz,
        held_reason text,
        hold_step int NOT NULL DEFAULT 0,
        PRIMARY KEY (relay, provider)
      );

      -- Token buckets that all workers share and that outlive them. provider '' is the relay as a whole.
      CREATE TABLE lane_bucket (
        relay text NOT NULL,
        provider text NOT NULL,
        span text NOT NULL CHECK (span IN ('perSecond', 'perMinute', 'perHour', 'perDay', 'learnt')),
        tokens double precision NOT NULL,
        capacity double precision NOT NULL,
        refill_per_second double precision NOT NULL,
        refilled_at timestamptz NOT NULL,
        PRIMARY KEY (relay, provider, span)
      ) WITH (fillfactor = 50);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE lane_bucket; DROP TABLE lane; DROP TABLE mail_domain`);
  }
}
