-- Deletes fetches noted before $1, at most $2: ids grow with time, so the oldest come first. The figures stay. What somebody holds is left for the
-- next time.
-- Rows: those that were deleted.
WITH oldest AS MATERIALIZED (
  SELECT id, at FROM tracking_event ORDER BY id LIMIT $2::int
), held AS MATERIALIZED (
  SELECT e.id FROM tracking_event e JOIN oldest o USING (id) WHERE o.at < $1::timestamptz FOR UPDATE OF e SKIP LOCKED
)
DELETE FROM tracking_event t USING held WHERE t.id = held.id
RETURNING t.id
