-- Gives back delivery $1 of token $2 whose line was lost before the body: safe to try again. The first three times it waits behind those
-- that were never tried, after that for $3 seconds, so that one reader at whom the relay hangs up holds nobody up. Phase $4, reply $5.
-- No row: the claim is no longer ours, or the body has begun.
UPDATE delivery SET
  state = CASE WHEN attempt < 3 THEN 'pending' ELSE 'deferred' END,
  next_attempt_at = CASE WHEN attempt >= 3 THEN now() + make_interval(secs => $3) END,
  claim_token = NULL, lease_until = NULL,
  attempt = attempt + 1,
  phase = $4, reply = $5,
  updated_at = now()
WHERE id = $1 AND claim_token = $2 AND state = 'claimed'
RETURNING state
