-- Why readers left, newest first: below the cursor $1 (uuid, null: from the top), of reason $2, edition $3 (null: any); $4 rows.
SELECT id, reason, words, subscriber_id AS "subscriberId", edition_id AS "editionId", at
FROM leave_reason
WHERE ($1::uuid IS NULL OR id < $1::uuid) AND ($2::text IS NULL OR reason = $2::text) AND ($3::uuid IS NULL OR edition_id = $3::uuid)
ORDER BY id DESC
LIMIT $4::int
