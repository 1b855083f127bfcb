-- Cuts the $3 frozen rows of run $1, whose ids begin with $2, into slices of at most $4.
INSERT INTO delivery_slice (edition_id, after_id, last_id)
SELECT $1, delivery_id($2, place), delivery_id($2, least(place + $4::int, $3::int))
FROM generate_series(0, $3::int - 1, $4::int) AS place
