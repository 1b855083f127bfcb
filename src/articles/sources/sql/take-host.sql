-- Makes us the one visitor of a host. $1 text host, $2 uuid token, $3 int lease in seconds. No row: somebody is there, or its pause is not over.
INSERT INTO fetch_host AS h (host, lease_token, lease_until)
VALUES ($1::text, $2::uuid, now() + make_interval(secs => $3::int))
ON CONFLICT (host) DO UPDATE SET lease_token = excluded.lease_token, lease_until = excluded.lease_until
  WHERE h.next_at <= now() AND (h.lease_until IS NULL OR h.lease_until < now())
RETURNING h.robots
