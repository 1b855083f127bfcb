-- How many deliveries of run $1 are in which state, by receiving provider. No row: there is no such run, or nobody was to get it.
SELECT d.provider, d.state, count(*)::int AS count
FROM delivery_run r
JOIN delivery d ON d.edition_id = r.edition_id
  AND (r.id_prefix IS NULL OR d.id BETWEEN delivery_id(r.id_prefix, 0) AND delivery_id(r.id_prefix, 4294967295))
WHERE r.edition_id = $1::uuid
GROUP BY d.provider, d.state
