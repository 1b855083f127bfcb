-- Ends what waits in those of the runs $1 that may be ended so, a bounded number of rows at a time: `cancelled` in runs that are cancelled,
-- `failed` (as expired) in those whose time is over. $2 is that state. Claimed rows are refused by the fence and come back to waiting, so
-- this runs again before a run is finished. One that fails after a word of the relay is put down for feedback.
-- Rows: how many were ended, and whether a slice was (then there may be more).
WITH run AS MATERIALIZED (
  SELECT edition_id FROM delivery_run WHERE edition_id = ANY ($1::uuid[]) AND CASE $2::text
    WHEN 'cancelled' THEN state = 'cancelled'
    WHEN 'failed' THEN state = 'sending' AND expires_at <= now() END
), slice AS MATERIALIZED (
  SELECT s.edition_id, s.after_id, s.last_id FROM delivery_slice s JOIN run USING (edition_id)
  ORDER BY s.edition_id, s.last_id LIMIT 20 FOR UPDATE OF s SKIP LOCKED
), used_up AS (
  DELETE FROM delivery_slice t USING slice s WHERE t.edition_id = s.edition_id AND t.last_id = s.last_id
), fresh AS (
  UPDATE delivery d SET state = $2, resolution = CASE WHEN $2 = 'failed' THEN 'expired' ELSE d.resolution END, updated_at = now()
  FROM slice s
  WHERE d.edition_id = s.edition_id AND d.id > s.after_id AND d.id <= s.last_id AND d.state = 'pending' AND d.next_attempt_at IS NULL
  RETURNING d.id
), waiting AS (
  UPDATE delivery d SET state = $2, resolution = CASE WHEN $2 = 'failed' THEN 'expired' ELSE d.resolution END, next_attempt_at = NULL,
    updated_at = now()
  FROM (
    SELECT w.id FROM delivery w JOIN run USING (edition_id) WHERE w.next_attempt_at IS NOT NULL LIMIT 10000 FOR UPDATE OF w SKIP LOCKED
  ) came_back
  WHERE d.id = came_back.id
  RETURNING d.id, d.smtp_code
), told AS (
  INSERT INTO delivery_refusal SELECT id FROM waiting WHERE $2 = 'failed' AND smtp_code >= 400 ON CONFLICT DO NOTHING
)
SELECT (SELECT count(*)::int FROM fresh) + (SELECT count(*)::int FROM waiting) AS ended,
  EXISTS (SELECT 1 FROM slice) OR (SELECT count(*) FROM waiting) = 10000 AS "mayBeMore"
