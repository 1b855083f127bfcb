-- Lane $1, $2 goes at $3 per second from now on. Refusals within $4 seconds of the last slow-down are of the same cause.
-- No row: somebody else has just slowed it.
INSERT INTO lane AS l (relay, provider, rate_per_second, slowed_at) VALUES ($1, $2, $3, now())
ON CONFLICT (relay, provider) DO UPDATE SET rate_per_second = excluded.rate_per_second, slowed_at = now()
WHERE l.slowed_at IS NULL OR l.slowed_at < now() - make_interval(secs => $4)
RETURNING l.relay
