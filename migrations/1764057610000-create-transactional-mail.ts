import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateTransactionalMail1764057610000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Single mails that somebody waits for, written in the transaction of what they tell. next_attempt_at: it waits for that moment.
      -- doubted_at: a hand-off of it has been uncertain, so the next one is its only resend.
      CREATE TABLE transactional_mail (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        kind text NOT NULL CHECK (kind IN ('operator_alert')),
        locale text NOT NULL CHECK (locale IN ('zh-CN', 'zh-TW', 'en')),
        address text,
        address_hash bytea,
        template_values jsonb,
        message_domain text NOT NULL,
        idempotency_key text,
        state text NOT NULL DEFAULT 'pending'
          CHECK (state IN ('pending', 'claimed', 'handing', 'accepted', 'deferred', 'uncertain', 'failed', 'expired')),
        claim_token uuid,
        lease_until timestamptz,
        attempts int NOT NULL DEFAULT 0,
        next_attempt_at timestamptz DEFAULT now(),
        expires_at timestamptz NOT NULL,
        smtp_code int,
        enhanced_code text,
        reply text,
        relay text,
        phase text,
        handed_at timestamptz,
        doubted_at timestamptz,
        accepted_at timestamptz,
        ended_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT transactional_mail_once UNIQUE (idempotency_key),
        -- Invariant 1 holds here too. coalesce, because a CHECK lets NULL pass.
        CONSTRAINT transactional_mail_accepted_has_reply CHECK (
          state <> 'accepted' OR coalesce(smtp_code BETWEEN 200 AND 299 AND reply IS NOT NULL, false)
        ),
        CONSTRAINT transactional_mail_claim_is_leased CHECK (
          (state IN ('claimed', 'handing')) = (claim_token IS NOT NULL AND lease_until IS NOT NULL)
        ),
        CONSTRAINT transactional_mail_waits CHECK (CASE
          WHEN state IN ('pending', 'deferred') THEN next_attempt_at IS NOT NULL
          WHEN state <> 'uncertain' THEN next_attempt_at IS NULL
          ELSE true END),
        CONSTRAINT transactional_mail_ends CHECK (
          (ended_at IS NULL) = (next_attempt_at IS NOT NULL OR state IN ('claimed', 'handing'))
        ),
        -- Personal data is there exactly as long as it is needed.
        CONSTRAINT transactional_mail_is_emptied CHECK (
          CASE WHEN ended_at IS NULL THEN num_nulls(address, address_hash, template_values) = 0
          ELSE num_nonnulls(address, address_hash, template_values) = 0 END
        )
      ) WITH (fillfactor = 70);
      CREATE INDEX transactional_mail_due ON transactional_mail (next_attempt_at) WHERE next_attempt_at IS NOT NULL;
      CREATE INDEX transactional_mail_leased ON transactional_mail (lease_until) WHERE state IN ('claimed', 'handing');
      CREATE INDEX transactional_mail_ended ON transactional_mail (ended_at) WHERE ended_at IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE transactional_mail`);
  }
}
