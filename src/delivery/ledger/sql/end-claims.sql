-- Forgets the claims under token $1 of which nothing is claimed or in flight any more; the sweep looks at the others.
DELETE FROM delivery_claim c
WHERE c.token = $1 AND NOT EXISTS (
  SELECT 1 FROM unnest(c.delivery_ids) AS one (id) JOIN delivery d ON d.id = one.id WHERE d.state IN ('claimed', 'handing') AND d.claim_token = $1)
