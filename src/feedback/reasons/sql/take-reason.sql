-- Notes why the reader $1 (uuid) left by the mail $2 (uuid, or null): $3 text, their own words $4 (text, or null). Their last answer counts.
-- No row: they are gone, or have not left. isNew: they had not answered before.
WITH reader AS (
  SELECT s.id, (SELECT d.edition_id FROM delivery d WHERE d.id = $2::uuid AND d.subscriber_id = s.id) AS edition_id
  FROM subscriber s WHERE s.id = $1::uuid AND s.status = 'unsubscribed' FOR KEY SHARE OF s
)
INSERT INTO leave_reason AS r (subscriber_id, edition_id, reason, words)
SELECT id, edition_id, $3::text, $4::text FROM reader
ON CONFLICT (subscriber_id) WHERE subscriber_id IS NOT NULL DO UPDATE SET
  edition_id = coalesce(excluded.edition_id, r.edition_id), reason = excluded.reason, words = excluded.words, at = excluded.at
RETURNING r.edition_id AS "editionId", r.xmax = 0 AS "isNew"
