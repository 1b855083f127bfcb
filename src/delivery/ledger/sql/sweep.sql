-- Ends claims whose lease is over, by the database's clock. A claim that was never handed off is safe to give back; one that was may have
-- arrived, so it is uncertain, never pending.
UPDATE delivery SET
  state = CASE WHEN state = 'handing' THEN 'uncertain' ELSE 'pending' END,
  attempt = attempt + CASE WHEN state = 'handing' THEN 1 ELSE 0 END,
  phase = CASE WHEN state = 'handing' THEN 'dot' ELSE phase END,
  next_attempt_at = CASE WHEN state = 'claimed' THEN now() END,
  claim_token = NULL, lease_until = NULL, updated_at = now()
WHERE state IN ('claimed', 'handing') AND lease_until <= now()
RETURNING state
