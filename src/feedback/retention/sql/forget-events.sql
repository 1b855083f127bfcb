-- Deletes events that were taken before $1 (those of no mail and no reader) or before $2 (all), at most $3 of each: ids grow with time, so the
-- oldest come first.
-- Rows: those that were deleted.
DELETE FROM feedback_event WHERE id IN (
  (SELECT e.id FROM feedback_event e WHERE e.matched_by = 'none' AND e.at < $1::timestamptz ORDER BY e.id LIMIT $3::int)
  UNION
  (SELECT o.id FROM (SELECT id, at FROM feedback_event ORDER BY id LIMIT $3::int) o WHERE o.at < $2::timestamptz)
)
RETURNING id
