-- Carries out the change of address $1 (uuid), which both have agreed to, and empties it. No row: the address is suppressed, or somebody else's,
-- or the person has left since.
WITH change AS (
  SELECT c.id, c.subscriber_id, c.email, c.address_hash FROM address_change c WHERE c.id = $1::uuid AND c.done_at IS NULL
), moved AS (
  UPDATE subscriber s SET email = c.email, address_hash = c.address_hash, version = s.version + 1, updated_at = now()
  FROM change c
  WHERE s.id = c.subscriber_id AND s.status = 'active'
    AND NOT EXISTS (SELECT FROM suppression x WHERE x.address_hash = c.address_hash)
    AND NOT EXISTS (SELECT FROM subscriber o WHERE o.address_hash = c.address_hash)
  RETURNING s.id
), emptied AS (
  UPDATE address_change c SET email = NULL, address_hash = NULL, done_at = now() FROM moved m WHERE c.subscriber_id = m.id
)
SELECT id FROM moved
