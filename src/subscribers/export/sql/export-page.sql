-- The next subscribers in the order of their ids: behind $1 (uuid, null: from the first), of status $2 and locale $3 (null: any); $4 rows.
SELECT s.id, s.email, s.name, s.locale, s.time_zone AS "timeZone", s.status, x.reason AS suppression, s.source,
  s.created_at AS "createdAt", s.updated_at AS "updatedAt"
FROM subscriber s
LEFT JOIN suppression x ON x.address_hash = s.address_hash
WHERE ($1::uuid IS NULL OR s.id > $1::uuid)
  AND ($2::text IS NULL OR s.status = $2::text)
  AND ($3::text IS NULL OR s.locale = $3::text)
ORDER BY s.id
LIMIT $4::int
