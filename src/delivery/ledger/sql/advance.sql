-- The two steps of many deliveries in one statement, so that the fence costs far less than a round trip a message.
-- Settles: ids $4 under tokens $5 end in states $6 (accepted, deferred, failed, uncertain; or pending: given back, not tried) with SMTP
-- codes $7, enhanced codes $8, replies $9, relays $10, phases $11, seconds to the next try $12. A deferral beyond the run's expiry fails as
-- expired. A late 2xx may still turn uncertain into accepted; the sweep has counted that attempt already. No row: the claim is no longer
-- ours and the ledger keeps what it says.
-- Fences: ids $1 under tokens $2, about to leave by relays $13, go from claimed to handing in the last moment before the first byte of the body; the lease starts anew
-- with $3 seconds. Claim, lease, run, consent and suppression are all read here. No row: the body must not be sent.
-- (The questions are sub-selects and no joins, and the lease is asked for in no index's words, so that every plan begins with the ids; OFFSET 0 keeps
-- the planner from reading all of suppression into a hash table.)
WITH settled AS (
  UPDATE delivery d SET
    state = CASE WHEN late.is_late THEN 'failed' ELSE e.state END,
    resolution = CASE WHEN late.is_late THEN 'expired' ELSE d.resolution END,
    claim_token = NULL, lease_until = NULL,
    attempt = d.attempt + CASE WHEN d.state = 'uncertain' OR e.phase IS NULL THEN 0 ELSE 1 END,
    next_attempt_at = CASE WHEN e.state IN ('deferred', 'pending') AND NOT late.is_late THEN now() + make_interval(secs => e.retry_seconds) END,
    smtp_code = coalesce(e.code, d.smtp_code), enhanced_code = coalesce(e.enhanced_code, d.enhanced_code),
    reply = coalesce(e.reply, d.reply), relay = coalesce(e.relay, d.relay), phase = coalesce(e.phase, d.phase),
    accepted_at = CASE WHEN e.state = 'accepted' THEN now() END,
    updated_at = now()
  FROM unnest($4::uuid[], $5::uuid[], $6::text[], $7::int[], $8::text[], $9::text[], $10::text[], $11::text[], $12::float8[])
      AS e (id, token, state, code, enhanced_code, reply, relay, phase, retry_seconds),
    delivery_run r,
    LATERAL (SELECT e.state = 'deferred' AND r.state <> 'cancelled' AND now() + make_interval(secs => e.retry_seconds) > r.expires_at AS is_late) late
  WHERE d.id = e.id AND r.edition_id = d.edition_id
    AND ((d.claim_token = e.token AND (d.state = 'claimed' OR (d.state = 'handing' AND e.phase IS NOT NULL)))
      OR (e.state = 'accepted' AND d.state = 'uncertain'))
  RETURNING d.id, d.state
), handed AS (
  UPDATE delivery d SET state = 'handing', relay = h.relay, handed_at = now(), lease_until = now() + make_interval(secs => $3), updated_at = now()
  FROM unnest($1::uuid[], $2::uuid[], $13::text[]) AS h (id, token, relay)
  WHERE d.id = h.id AND d.claim_token = h.token AND d.state = 'claimed' AND d.lease_until - now() > interval '0'
    AND (SELECT r.state = 'sending' FROM delivery_run r WHERE r.edition_id = d.edition_id)
    AND (
      SELECT s.status = 'active' AND NOT EXISTS (SELECT 1 FROM suppression p WHERE p.address_hash = s.address_hash OFFSET 0)
      FROM subscriber s WHERE s.id = d.subscriber_id)
  RETURNING d.id
)
SELECT id, state FROM settled UNION ALL SELECT id, 'handing' FROM handed
