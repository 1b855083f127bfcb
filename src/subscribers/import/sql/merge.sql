-- Judges the rows of subscriber_import_stage (the temporary table of this transaction) and adds those who are new, with their consent events.
-- $1 uuid import, $2 text locale and $3 text time zone for rows without one, $4 boolean dry run: write the report only;
-- $5 jsonb detail of the consent.
-- Nobody who left or is suppressed is touched. An address counts once: the first of its rows here, none of those marked is_repeat (an earlier
-- batch had it; the mark may err once in millions of files, and then must not cost a person). Rows are written in the order of the hash, so
-- that two imports of one list wait for each other instead of locking each other out. `there`: known, or added by somebody else meanwhile.
WITH judged AS MATERIALIZED (
  SELECT g.line, g.address_hash, g.email, g.name, g.locale, g.time_zone, g.is_repeat, g.warning, g.detail, s.status,
    EXISTS (SELECT FROM suppression x WHERE x.address_hash = g.address_hash) AS is_suppressed,
    row_number() OVER (PARTITION BY g.address_hash ORDER BY g.line) AS nth
  FROM subscriber_import_stage g
  LEFT JOIN LATERAL (SELECT k.status FROM subscriber k WHERE k.address_hash = g.address_hash LIMIT 1) s ON true
  WHERE g.fault IS NULL
), created AS (
  INSERT INTO subscriber (address_hash, email, name, locale, time_zone, status, source)
  SELECT j.address_hash, j.email, j.name, coalesce(j.locale, $2::text), coalesce(j.time_zone, $3::text), 'active', 'import'
  FROM judged j
  WHERE NOT $4::boolean AND j.nth = 1 AND j.status IS NULL AND NOT j.is_suppressed
  ORDER BY j.address_hash
  ON CONFLICT (address_hash) DO NOTHING
  RETURNING id, address_hash
), consent AS (
  INSERT INTO consent_event (subscriber_id, action, source, detail)
  SELECT id, 'subscribed', 'import', $5::jsonb FROM created
), outcome AS (
  SELECT j.line, j.warning, j.detail, CASE
    WHEN j.nth > 1 THEN 'repeated'
    WHEN j.is_repeat AND ($4::boolean OR j.address_hash NOT IN (SELECT address_hash FROM created)) THEN 'repeated'
    WHEN j.is_suppressed THEN 'suppressed'
    WHEN j.status = 'unsubscribed' THEN 'left'
    WHEN j.status IS NOT NULL THEN 'there'
    WHEN $4::boolean OR j.address_hash IN (SELECT address_hash FROM created) THEN 'added'
    ELSE 'there' END AS word
  FROM judged j
), report AS (
  INSERT INTO subscriber_import_fault (import_id, line, code, field, detail)
  SELECT $1::uuid, line, word, 'email', NULL FROM outcome WHERE word IN ('repeated', 'suppressed', 'left')
  UNION ALL
  SELECT $1::uuid, line, fault, field, NULL FROM subscriber_import_stage WHERE fault IS NOT NULL
  UNION ALL
  SELECT $1::uuid, line, warning, 'email', detail FROM outcome WHERE warning IS NOT NULL AND word IN ('added', 'there')
)
SELECT word, count(*)::int AS rows, count(warning)::int AS warned FROM outcome GROUP BY word
