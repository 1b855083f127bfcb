-- One row: how many readers got, or may have got, one of the editions $1, each reader once.
SELECT count(*)::int AS readers
FROM (
  SELECT subscriber_id FROM delivery
  WHERE edition_id = ANY ($1::uuid[]) AND state IN ('accepted', 'uncertain')
  GROUP BY subscriber_id
) AS reader
