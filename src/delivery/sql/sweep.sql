-- Ends claims whose lease is over, by the database's clock. A claim that was never handed off is safe to give back; one that was may have
-- arrived, so it is uncertain, never pending.
UPDATE delivery d SET
  state = CASE WHEN d.state = 'handing' THEN 'uncertain' WHEN r.state = 'cancelled' THEN 'cancelled' ELSE 'pending' END,
  attempt = d.attempt + CASE WHEN d.state = 'handing' THEN 1 ELSE 0 END,
  phase = CASE WHEN d.state = 'handing' THEN 'dot' ELSE d.phase END,
  claim_token = NULL, lease_until = NULL, updated_at = now()
FROM delivery_run r
WHERE d.state IN ('claimed', 'handing') AND d.lease_until <= now() AND r.edition_id = d.edition_id
RETURNING d.state
