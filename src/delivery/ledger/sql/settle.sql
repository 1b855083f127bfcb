-- Writes how a hand-off ended: delivery $1, token $2, state $3 (accepted, deferred, failed, uncertain), SMTP code $4, enhanced code $5,
-- reply $6, relay $7, phase $8, seconds to the next try $9. A deferral beyond the run's expiry fails as expired. A late 2xx may still turn
-- uncertain into accepted; the sweep has counted that attempt already.
-- No row: the claim is no longer ours and the ledger keeps what it says.
UPDATE delivery d SET
  state = CASE WHEN late.is_late THEN 'failed' ELSE $3 END,
  resolution = CASE WHEN late.is_late THEN 'expired' ELSE d.resolution END,
  claim_token = NULL, lease_until = NULL,
  attempt = d.attempt + CASE WHEN d.state = 'uncertain' THEN 0 ELSE 1 END,
  next_attempt_at = CASE WHEN $3 = 'deferred' AND NOT late.is_late THEN now() + make_interval(secs => $9) END,
  smtp_code = $4, enhanced_code = $5, reply = $6, relay = $7, phase = $8,
  accepted_at = CASE WHEN $3 = 'accepted' THEN now() END,
  updated_at = now()
FROM delivery_run r, LATERAL (SELECT $3 = 'deferred' AND r.state <> 'cancelled' AND now() + make_interval(secs => $9) > r.expires_at AS is_late) late
WHERE d.id = $1 AND r.edition_id = d.edition_id
  AND ((d.claim_token = $2 AND d.state IN ('claimed', 'handing')) OR ($3 = 'accepted' AND d.state = 'uncertain'))
RETURNING d.state
