-- Suppresses the address of subscriber $1 for reason $2. A complaint takes the place of a lighter reason.
-- No row: unknown, or an equal or weightier reason stands already. The row: the lighter reason that stood before, if any.
WITH before AS MATERIALIZED (
  SELECT x.address_hash, x.reason FROM suppression x JOIN subscriber s USING (address_hash) WHERE s.id = $1::uuid
), written AS (
  INSERT INTO suppression (address_hash, reason) SELECT s.address_hash, $2::text FROM subscriber s WHERE s.id = $1::uuid
  ON CONFLICT (address_hash) DO UPDATE SET reason = excluded.reason
    WHERE excluded.reason = 'complaint' AND suppression.reason IN ('manual', 'hard-bounce')
  RETURNING address_hash
)
SELECT true AS "isNew", b.reason AS replaced FROM written w LEFT JOIN before b USING (address_hash)
