-- Why the person $1 (uuid) left, as they said themselves. No row: they did not say, or long ago.
SELECT reason, words, edition_id AS "editionId", at FROM leave_reason WHERE subscriber_id = $1::uuid
