-- Erases a person ($1 uuid): the row, its consent log and whatever forms asked for the address go, the keyed hash of the address stays
-- suppressed for good. All of it becomes visible at once, so an import that waited for the row finds the suppression. No row: unknown.
WITH person AS (
  SELECT id, address_hash FROM subscriber WHERE id = $1::uuid FOR UPDATE
), kept AS (
  INSERT INTO suppression (address_hash, reason) SELECT address_hash, 'erased' FROM person
  ON CONFLICT (address_hash) DO UPDATE SET reason = 'erased'
), asked AS (
  DELETE FROM signup r USING person p WHERE r.address_hash = p.address_hash
), moves AS (
  DELETE FROM address_change c USING person p WHERE c.address_hash = p.address_hash
), gone AS (
  DELETE FROM subscriber s USING person p WHERE s.id = p.id RETURNING s.id
)
SELECT id FROM gone
