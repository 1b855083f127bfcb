-- What came back about the mails of the person $1 (uuid), newest first.
SELECT kind AS class, status, reply, provider, source, edition_id AS "editionId", action, occurred_at AS "occurredAt", undone_at AS "undoneAt"
FROM feedback_event WHERE subscriber_id = $1::uuid ORDER BY occurred_at DESC, id DESC
