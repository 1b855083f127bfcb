-- Ends tries that were not accepted: ids $1 under tokens $2 come to states $3 (deferred, failed, uncertain; or pending: given back, not tried)
-- with SMTP codes $4, enhanced codes $5, replies $6, relays $7, phases $8, seconds to the next try $9. A deferral beyond the run's expiry
-- fails as expired. A delivery that failed by a word of the relay is put down for feedback in the same statement.
-- No row: the claim is no longer ours and the ledger keeps what it says.
WITH settled AS (
  UPDATE delivery d SET
    state = CASE WHEN late.is_late THEN 'failed' ELSE e.state END,
    resolution = CASE WHEN late.is_late THEN 'expired' ELSE d.resolution END,
    claim_token = NULL, lease_until = NULL, uncertain_at = CASE WHEN e.state = 'uncertain' THEN now() END,
    attempt = d.attempt + CASE WHEN e.phase IS NULL THEN 0 ELSE 1 END,
    next_attempt_at = CASE WHEN e.state IN ('deferred', 'pending') AND NOT late.is_late THEN now() + make_interval(secs => e.retry_seconds) END,
    smtp_code = CASE WHEN e.reply IS NULL THEN d.smtp_code ELSE e.code END,
    enhanced_code = CASE WHEN e.reply IS NULL THEN d.enhanced_code ELSE e.enhanced_code END,
    reply = coalesce(e.reply, d.reply), relay = coalesce(e.relay, d.relay), phase = coalesce(e.phase, d.phase),
    updated_at = now()
  FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::int[], $5::text[], $6::text[], $7::text[], $8::text[], $9::float8[])
      AS e (id, token, state, code, enhanced_code, reply, relay, phase, retry_seconds),
    delivery_run r,
    LATERAL (SELECT e.state = 'deferred' AND r.state <> 'cancelled' AND now() + make_interval(secs => e.retry_seconds) > r.expires_at AS is_late) late
  WHERE d.id = e.id AND r.edition_id = d.edition_id
    AND d.claim_token = e.token AND (d.state = 'claimed' OR (d.state = 'handing' AND e.phase IS NOT NULL))
  RETURNING d.id, d.state, d.smtp_code
), told AS (
  INSERT INTO delivery_refusal SELECT id FROM settled WHERE state = 'failed' AND smtp_code >= 400 ON CONFLICT DO NOTHING
)
SELECT id, state FROM settled
