-- Suppresses an address: $1 bytea hash, $2 text reason. An older reason stays. `isNew` is false when it was suppressed before.
WITH added AS (
  INSERT INTO suppression (address_hash, reason) VALUES ($1::bytea, $2::text) ON CONFLICT DO NOTHING
  RETURNING address_hash, reason, created_at
)
SELECT encode(a.address_hash, 'hex') AS id, a.reason, a.created_at AS "createdAt", true AS "isNew" FROM added a
UNION ALL
SELECT encode(x.address_hash, 'hex'), x.reason, x.created_at, false FROM suppression x
WHERE x.address_hash = $1::bytea AND NOT EXISTS (SELECT 1 FROM added)
