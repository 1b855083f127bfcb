-- All fetches of the mails that have unjudged ones among the oldest $1, noted more than $2 seconds ago, mail by mail; held until the transaction ends.
-- What somebody holds is being forgotten, and left out: waiting for it crosswise would end one of the two.
-- A mail that has such fetches is seen whole, since what one of them means may depend on the others.
WITH due AS MATERIALIZED (
  SELECT DISTINCT oldest.delivery_id FROM (
    SELECT e.delivery_id FROM tracking_event e
    WHERE e.verdict IS NULL AND e.at <= now() - make_interval(secs => $2)
    ORDER BY e.at LIMIT $1::int
  ) oldest
)
SELECT e.id, e.delivery_id AS "deliveryId", e.edition_id AS "editionId", coalesce(e.link_id, 0) AS "linkId", e.at, e.agent, e.is_head AS "isHead",
  e.is_prefetch AS "isPrefetch", e.verdict, e.rule, coalesce(d.accepted_at, d.handed_at) AS "sentAt",
  CASE WHEN e.link_id IS NULL THEN 'open' WHEN l.place = 'canary' THEN 'canary' ELSE 'click' END AS what
FROM due
JOIN tracking_event e ON e.delivery_id = due.delivery_id
LEFT JOIN tracked_link l ON l.id = e.link_id
LEFT JOIN delivery d ON d.id = e.delivery_id
ORDER BY e.delivery_id, e.at, e.id
FOR UPDATE OF e SKIP LOCKED
