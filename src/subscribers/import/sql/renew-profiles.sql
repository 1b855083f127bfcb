-- Gives people whom we know what the rows of subscriber_import_stage say of them: name, locale, time zone, each only where the file has a
-- value. Nobody who left or is suppressed, and never the status. $1 boolean dry run: only count. The rows are locked in the order of the hash.
WITH renewed AS (
  SELECT s.id, coalesce(g.name, s.name) AS name, coalesce(g.locale, s.locale) AS locale, coalesce(g.time_zone, s.time_zone) AS time_zone
  FROM subscriber_import_stage g
  CROSS JOIN LATERAL (SELECT k.id FROM subscriber k WHERE k.address_hash = g.address_hash LIMIT 1) k
  JOIN subscriber s ON s.id = k.id
  WHERE g.fault IS NULL AND NOT g.is_repeat AND s.status <> 'unsubscribed'
    AND NOT EXISTS (SELECT FROM suppression x WHERE x.address_hash = s.address_hash)
    AND (s.name, s.locale, s.time_zone) IS DISTINCT FROM
      (coalesce(g.name, s.name), coalesce(g.locale, s.locale), coalesce(g.time_zone, s.time_zone))
  ORDER BY s.address_hash
  FOR NO KEY UPDATE OF s
), written AS (
  UPDATE subscriber s SET name = r.name, locale = r.locale, time_zone = r.time_zone, version = s.version + 1, updated_at = now()
  FROM renewed r WHERE NOT $1::boolean AND s.id = r.id
)
SELECT count(*)::int AS rows FROM renewed
