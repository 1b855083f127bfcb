-- Gives claims back that were not handed off: deliveries $1, token $2. Who left is suppressed at the next claim.
UPDATE delivery SET state = 'pending', claim_token = NULL, lease_until = NULL, updated_at = now()
WHERE id = ANY ($1::uuid[]) AND claim_token = $2 AND state = 'claimed'
RETURNING id
