-- Adds the people of subscriber_import_stage (the temporary table of this session) whom we do not know, with their consent events. $1 text locale and
-- $2 text time zone for rows without one, $3 jsonb detail of the consent. `rows`: so many were added; each has the id of its row.
-- Nobody who is there or suppressed is touched. Of several rows with one address the first one counts. Rows are written in the order of the
-- hash, so that two imports of one list wait for each other instead of locking each other out. The first event bears the person's id.
WITH created AS (
  INSERT INTO subscriber (id, address_hash, email, name, locale, time_zone, status, source)
  SELECT g.id, g.address_hash, g.email, g.name, coalesce(g.locale, $1::text), coalesce(g.time_zone, $2::text), 'active', 'import'
  FROM subscriber_import_stage g
  WHERE g.fault IS NULL AND NOT EXISTS (SELECT FROM suppression x WHERE x.address_hash = g.address_hash)
  ORDER BY g.address_hash, g.line
  ON CONFLICT (address_hash) DO NOTHING
  RETURNING id
), consent AS (
  INSERT INTO consent_event (id, subscriber_id, action, source, detail)
  SELECT id, id, 'subscribed', 'import', $3::jsonb FROM created
)
SELECT count(*)::int AS rows FROM created
