-- What reader $1 uuid is known to have fetched, newest first, at most $2.
SELECT e.edition_id AS "editionId", e.at, CASE WHEN e.link_id IS NULL THEN 'open' WHEN l.place = 'canary' THEN 'canary' ELSE 'click' END AS what,
  l.url, e.agent, e.verdict
FROM tracking_event e
LEFT JOIN tracked_link l ON l.id = e.link_id
WHERE e.subscriber_id = $1::uuid
ORDER BY e.id DESC
LIMIT $2::int
