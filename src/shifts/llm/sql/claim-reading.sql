-- The next revision for a reader ($1) to look at, held for $2 seconds: one whose time has come again, else the newest current revision of
-- the last two weeks that the rules have read and this reader has not. No row: nothing to do, or another worker was faster.
WITH due AS (
  SELECT revision_id FROM model_reading WHERE reader = $1 AND state = 'running' AND next_try_at <= now()
  ORDER BY next_try_at LIMIT 1 FOR UPDATE SKIP LOCKED
), fresh AS (
  SELECT r.id AS revision_id FROM article a JOIN article_revision r ON r.id = a.current_revision_id
  WHERE r.extracted_with IS NOT NULL AND r.created_at > now() - interval '14 days'
    AND NOT EXISTS (SELECT 1 FROM model_reading m WHERE m.revision_id = r.id AND m.reader = $1)
    AND NOT EXISTS (SELECT 1 FROM due)
  ORDER BY a.id DESC LIMIT 1
)
INSERT INTO model_reading AS m (revision_id, reader, tries, next_try_at)
SELECT revision_id, $1, 1, now() + make_interval(secs => $2) FROM (SELECT * FROM due UNION ALL SELECT * FROM fresh) AS next
ON CONFLICT (revision_id, reader) DO UPDATE SET tries = m.tries + 1, next_try_at = excluded.next_try_at
WHERE m.state = 'running' AND m.next_try_at <= now()
RETURNING revision_id AS "revisionId", tries
