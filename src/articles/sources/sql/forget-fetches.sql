-- Forgets records of visits that are older than $1 int days, a thousand at a time; the newest one of each source stays, whatever its age.
DELETE FROM source_fetch
WHERE id IN (
  SELECT f.id FROM source_fetch f
  WHERE f.created_at < now() - make_interval(days => $1::int)
    AND EXISTS (SELECT 1 FROM source_fetch newer WHERE newer.source_id = f.source_id AND newer.id > f.id)
  LIMIT 1000
)
