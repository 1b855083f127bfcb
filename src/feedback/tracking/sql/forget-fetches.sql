-- Deletes fetches noted before $1, at most $2: ids grow with time, so the oldest come first. The figures stay.
-- Rows: those that were deleted.
DELETE FROM tracking_event WHERE id IN (
  SELECT o.id FROM (SELECT id, at FROM tracking_event ORDER BY id LIMIT $2::int) o WHERE o.at < $1::timestamptz)
RETURNING id
