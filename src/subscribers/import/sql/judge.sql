-- What came of the rows of subscriber_import_stage, or in a dry run what would, counted by word and reported by row. $1 uuid import, $2 boolean dry run.
-- A person with the id of a row was added by it. is_repeat: an earlier row had the address; the mark may err once in millions of files, and
-- then does not stand in the way of who was added. `there`: known, or added by somebody else meanwhile.
WITH judged AS MATERIALIZED (
  SELECT g.line, g.warning, g.detail, CASE
    WHEN s.id = g.id THEN 'added'
    WHEN g.is_repeat THEN 'repeated'
    WHEN x.is_suppressed THEN 'suppressed'
    WHEN s.status = 'unsubscribed' THEN 'left'
    WHEN s.id IS NULL AND $2::boolean THEN 'added'
    ELSE 'there' END AS word
  FROM subscriber_import_stage g
  LEFT JOIN LATERAL (SELECT k.id, k.status FROM subscriber k WHERE k.address_hash = g.address_hash LIMIT 1) s ON true
  LEFT JOIN LATERAL (SELECT true AS is_suppressed FROM suppression k WHERE k.address_hash = g.address_hash LIMIT 1) x ON true
  WHERE g.fault IS NULL
), report AS (
  INSERT INTO subscriber_import_fault (import_id, line, code, field, detail)
  SELECT $1::uuid, line, word, 'email', NULL FROM judged WHERE word IN ('repeated', 'suppressed', 'left')
  UNION ALL
  SELECT $1::uuid, line, fault, field, NULL FROM subscriber_import_stage WHERE fault IS NOT NULL
  UNION ALL
  SELECT $1::uuid, line, warning, 'email', detail FROM judged WHERE warning IS NOT NULL AND word IN ('added', 'there')
)
SELECT word, count(*)::int AS rows, count(warning)::int AS warned FROM judged GROUP BY word
