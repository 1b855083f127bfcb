-- What is known of reader $1 since $2 and was not taken back: the events that may come to a suppression, newest first, at most $3.
SELECT id, kind AS class, status, reply, coalesce(edition_id, id) AS edition, occurred_at AS at, action, replaced_reason AS "replacedReason"
FROM feedback_event
WHERE subscriber_id = $1::uuid AND occurred_at > $2::timestamptz AND undone_at IS NULL AND kind IN ('hard', 'soft', 'complaint')
ORDER BY occurred_at DESC
LIMIT $3::int
