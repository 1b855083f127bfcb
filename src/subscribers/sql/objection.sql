-- What stands against enrolling the person ($1 uuid) by a request of the moment $2 (timestamptz): the reason of a suppression, and whether
-- they have left since, so that the request is no word of theirs any more.
SELECT (SELECT x.reason FROM suppression x WHERE x.address_hash = s.address_hash) AS suppression,
  EXISTS (
    SELECT FROM consent_event e
    WHERE e.subscriber_id = s.id AND e.action = 'unsubscribed' AND e.purpose = 'newsletter' AND e.at > $2::timestamptz
  ) AS "hasLeftSince"
FROM subscriber s
WHERE s.id = $1::uuid
