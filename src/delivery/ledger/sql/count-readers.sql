-- For each of the editions $1 that has deliveries: how many a relay took, may have taken, and has still to be given. No row: none was sent.
SELECT edition_id AS "editionId",
  count(*) FILTER (WHERE state = 'accepted')::int AS accepted,
  count(*) FILTER (WHERE state = 'uncertain')::int AS uncertain,
  count(*) FILTER (WHERE state IN ('pending', 'claimed', 'handing', 'deferred'))::int AS open
FROM delivery
WHERE edition_id = ANY ($1::uuid[])
GROUP BY edition_id
