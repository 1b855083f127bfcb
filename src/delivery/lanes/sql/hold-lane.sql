-- Nothing goes by lane $1, $2 for a while, since the provider has blocked us ($3). How long is a step on the ladder of minutes $4; a day
-- after the last hold it starts anew.
-- No row: it is held already.
INSERT INTO lane AS l (relay, provider, held_until, held_reason, hold_step)
VALUES ($1, $2, now() + make_interval(mins => ($4::int[])[1]), $3, 1)
ON CONFLICT (relay, provider) DO UPDATE SET
  held_until = now() + make_interval(mins => ($4::int[])[least(CASE WHEN l.held_until > now() - interval '1 day' THEN l.hold_step ELSE 0 END + 1, cardinality($4::int[]))]),
  held_reason = excluded.held_reason,
  hold_step = CASE WHEN l.held_until > now() - interval '1 day' THEN l.hold_step ELSE 0 END + 1
WHERE l.held_until IS NULL OR l.held_until <= now()
RETURNING extract(epoch FROM l.held_until - now())::float8 AS "heldSeconds"
