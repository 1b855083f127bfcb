-- Takes tokens out of every bucket of these lanes, or puts them back: relays $1, providers $2, how many to add $3 (fewer than none: to take).
UPDATE lane_bucket b SET tokens = least(b.capacity, b.tokens + a.many)
FROM unnest($1::text[], $2::text[], $3::int[]) AS a (relay, provider, many)
WHERE b.relay = a.relay AND b.provider = a.provider
