-- Notes that the person $1 (uuid) wants their mail at another address: $2 text, $3 bytea its hash, good until $4 (timestamptz); the request
-- before it is void. No row: they are gone, do not subscribe, have that address already, or asked within the last hour.
INSERT INTO address_change AS c (subscriber_id, email, address_hash, expires_at)
SELECT s.id, $2::text, $3::bytea, $4::timestamptz FROM subscriber s
WHERE s.id = $1::uuid AND s.status = 'active' AND s.address_hash <> $3::bytea
ON CONFLICT (subscriber_id) DO UPDATE SET id = excluded.id, email = excluded.email, address_hash = excluded.address_hash,
  expires_at = excluded.expires_at, created_at = excluded.created_at, old_agreed_at = NULL, new_agreed_at = NULL, done_at = NULL
  WHERE c.created_at <= now() - interval '1 hour'
RETURNING c.id, (SELECT s.email FROM subscriber s WHERE s.id = c.subscriber_id) AS "oldEmail",
  (SELECT s.locale FROM subscriber s WHERE s.id = c.subscriber_id) AS locale,
  EXISTS (SELECT FROM suppression x WHERE x.address_hash = c.address_hash)
    OR EXISTS (SELECT FROM subscriber o WHERE o.address_hash = c.address_hash) AS "isTaken"
