-- What was fetched of the mails of the person $1 (uuid), who allows it, newest first: the picture, or a link.
SELECT e.edition_id AS "editionId", CASE WHEN e.link_id IS NULL THEN 'open' ELSE 'click' END AS what, l.url, e.agent, e.verdict, e.at
FROM tracking_event e LEFT JOIN tracked_link l ON l.id = e.link_id
WHERE e.subscriber_id = $1::uuid ORDER BY e.at DESC, e.id DESC
