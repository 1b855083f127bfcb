-- Claims up to $2 due deliveries of run $1 under token $3 for $4 seconds of the database's clock. Retries that are due go first, then
-- those that were tried least.
-- Consent and suppression are read in the same statement: who has left gets `suppressed` instead of `claimed`.
-- No row: nothing is due, or the run is not sending.
WITH run AS (
  SELECT edition_id FROM delivery_run WHERE edition_id = $1 AND state = 'sending' AND expires_at > now()
), retry AS (
  SELECT d.id FROM delivery d JOIN run USING (edition_id)
  WHERE d.state = 'deferred' AND d.next_attempt_at <= now()
  ORDER BY d.next_attempt_at LIMIT $2 FOR UPDATE OF d SKIP LOCKED
), fresh AS (
  SELECT d.id FROM delivery d JOIN run USING (edition_id)
  WHERE d.state = 'pending'
  ORDER BY d.attempt, d.id LIMIT greatest($2::int - (SELECT count(*)::int FROM retry), 0) FOR UPDATE OF d SKIP LOCKED
), judged AS (
  SELECT d.id, s.id AS subscriber_id, s.email, s.name,
    s.status = 'active' AND NOT EXISTS (SELECT 1 FROM suppression p WHERE p.address_hash = s.address_hash) AS is_reader
  FROM (SELECT id FROM retry UNION ALL SELECT id FROM fresh) due
  JOIN delivery d USING (id)
  LEFT JOIN subscriber s ON s.id = d.subscriber_id
)
UPDATE delivery d SET
  state = CASE WHEN j.is_reader THEN 'claimed' ELSE 'suppressed' END,
  claim_token = CASE WHEN j.is_reader THEN $3::uuid END,
  lease_until = CASE WHEN j.is_reader THEN now() + make_interval(secs => $4) END,
  next_attempt_at = NULL,
  updated_at = now()
FROM judged j
WHERE d.id = j.id
RETURNING d.id, d.state, d.attempt, d.variant_id AS "variantId", j.subscriber_id AS "subscriberId", j.email, j.name
