import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateDelivery1764057605000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One row per started edition. frozen_count is written in the transaction that freezes the audience.
      CREATE TABLE delivery_run (
        edition_id uuid PRIMARY KEY,
        state text NOT NULL CHECK (state IN ('sending', 'paused', 'cancelled', 'finished')),
        frozen_count int NOT NULL CHECK (frozen_count >= 0),
        message_domain text NOT NULL,
        paused_reason text,
        expires_at timestamptz NOT NULL,
        started_at timestamptz NOT NULL DEFAULT now(),
        finished_at timestamptz
      );
      CREATE INDEX delivery_run_open ON delivery_run (edition_id) WHERE state IN ('sending', 'paused');

      -- One render that many readers share: a locale and a selection of blocks, with open slots for what is personal.
      CREATE TABLE delivery_variant (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        edition_id uuid NOT NULL,
        locale text NOT NULL CHECK (locale IN ('zh-CN', 'zh-TW', 'en')),
        selection_hash text NOT NULL,
        content jsonb NOT NULL,
        UNIQUE (edition_id, locale, selection_hash)
      );

      CREATE TABLE delivery (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        edition_id uuid NOT NULL REFERENCES delivery_run,
        -- No foreign key: an erased person leaves the count of the run intact. The address itself is read at claim time, never copied here.
        subscriber_id uuid NOT NULL,
        variant_id uuid NOT NULL REFERENCES delivery_variant,
        state text NOT NULL DEFAULT 'pending'
          CHECK (state IN ('pending', 'claimed', 'handing', 'accepted', 'deferred', 'uncertain', 'failed', 'suppressed', 'cancelled')),
        claim_token uuid,
        lease_until timestamptz,
        attempt int NOT NULL DEFAULT 0,
        next_attempt_at timestamptz,
        smtp_code int,
        enhanced_code text,
        reply text,
        relay text,
        phase text,
        handed_at timestamptz,
        accepted_at timestamptz,
        resolution text,
        resolved_by text,
        resolved_at timestamptz,
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT delivery_once UNIQUE (edition_id, subscriber_id),
        -- Invariant 1: nothing is accepted without a stored 2xx reply, or a named person who said so.
        -- coalesce, because a CHECK lets NULL pass: an unknown code would count as a 2xx.
        CONSTRAINT delivery_accepted_has_reply CHECK (
          state <> 'accepted' OR coalesce(smtp_code BETWEEN 200 AND 299 AND reply IS NOT NULL, false)
          OR (resolved_by IS NOT NULL AND resolution IS DISTINCT FROM 'resent')
        ),
        CONSTRAINT delivery_claim_is_leased CHECK ((state IN ('claimed', 'handing')) = (claim_token IS NOT NULL AND lease_until IS NOT NULL))
      ) WITH (fillfactor = 60);
      CREATE INDEX delivery_claimable ON delivery (edition_id, attempt, id) WHERE state = 'pending';
      CREATE INDEX delivery_deferred ON delivery (edition_id, next_attempt_at) WHERE state = 'deferred';
      CREATE INDEX delivery_leased ON delivery (lease_until) WHERE state IN ('claimed', 'handing');
      CREATE INDEX delivery_uncertain ON delivery (edition_id, id) WHERE state = 'uncertain';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE delivery; DROP TABLE delivery_variant; DROP TABLE delivery_run`);
  }
}
