-- One subscriber by id ($1 uuid, or null) or by the hash of the address ($2 bytea, or null). No row: unknown.
SELECT s.id, s.email, s.name, s.locale, s.time_zone AS "timeZone", s.status, x.reason AS suppression, s.source, s.version,
  s.created_at AS "createdAt", s.updated_at AS "updatedAt"
FROM subscriber s
LEFT JOIN suppression x ON x.address_hash = s.address_hash
WHERE s.id = $1::uuid OR s.address_hash = $2::bytea
