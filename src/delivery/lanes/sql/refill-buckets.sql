-- Fills the buckets of these lanes up to now, by the database's clock, and locks them in one order: relays $1, providers $2, spans $3,
-- capacities $4, tokens per second $5. A bucket that is new is full. Gives the tokens that are there; fewer than none after urgent mail.
INSERT INTO lane_bucket AS b (relay, provider, span, tokens, capacity, refill_per_second, refilled_at)
SELECT a.relay, a.provider, a.span, a.capacity, a.capacity, a.refill, clock_timestamp()
FROM unnest($1::text[], $2::text[], $3::text[], $4::float8[], $5::float8[]) AS a (relay, provider, span, capacity, refill)
ORDER BY a.relay, a.provider, a.span
ON CONFLICT (relay, provider, span) DO UPDATE SET
  tokens = least(excluded.capacity, b.tokens + greatest(extract(epoch FROM clock_timestamp() - b.refilled_at), 0) * excluded.refill_per_second),
  capacity = excluded.capacity, refill_per_second = excluded.refill_per_second, refilled_at = clock_timestamp()
RETURNING b.relay, b.provider, b.span, b.tokens
