-- The request $1 (uuid), locked, if it is due at $2 (timestamptz) and nobody else is at it. isSuppressed: nothing is ever mailed to it.
-- No row: somebody else's, settled, or not due.
SELECT s.email, s.locale,
  EXISTS (SELECT FROM suppression x WHERE x.address_hash = s.address_hash) AS "isSuppressed"
FROM signup s
WHERE s.id = $1::uuid AND s.due_at <= $2::timestamptz
FOR UPDATE OF s SKIP LOCKED
