-- Gives claims back that were not handed off: deliveries $1, token $2. In a cancelled run they end as cancelled; who left is suppressed at
-- the next claim.
UPDATE delivery d SET
  state = CASE WHEN r.state = 'cancelled' THEN 'cancelled' ELSE 'pending' END,
  claim_token = NULL, lease_until = NULL, updated_at = now()
FROM delivery_run r
WHERE d.id = ANY ($1::uuid[]) AND d.claim_token = $2 AND d.state = 'claimed' AND r.edition_id = d.edition_id
RETURNING d.id
