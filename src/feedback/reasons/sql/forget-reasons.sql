-- Empties answers given before $1 (timestamptz) of whom they are from and of their words, and deletes those before $2; at most $3 of each.
-- Rows: those that were changed.
WITH gone AS (
  DELETE FROM leave_reason WHERE id IN (SELECT id FROM leave_reason WHERE at < $2::timestamptz ORDER BY at LIMIT $3::int)
  RETURNING id
), emptied AS (
  UPDATE leave_reason SET subscriber_id = NULL, words = NULL WHERE id IN (
    SELECT id FROM leave_reason WHERE subscriber_id IS NOT NULL AND at < $1::timestamptz AND at >= $2::timestamptz ORDER BY at LIMIT $3::int)
  RETURNING id
)
SELECT id FROM gone UNION ALL SELECT id FROM emptied
