-- Events, newest first: below the cursor $1 (uuid, null: from the top), of class $2, edition $3, provider $4, subscriber $5, source $6, action $7 (null:
-- any), matched or not ($8, null: any), or only the one of id $9; $10 rows.
SELECT e.id, e.kind AS class, e.status, e.rule, e.reply, e.provider, e.source, e.matched_by AS "matchedBy", e.delivery_id AS "deliveryId",
  e.edition_id AS "editionId", e.subscriber_id AS "subscriberId", e.external_id AS "externalId",
  e.provider_message_id AS "providerMessageId", e.action, e.occurred_at AS "occurredAt", e.at AS "takenAt", e.undone_at AS "undoneAt",
  e.undone_by AS "undoneBy"
FROM feedback_event e
WHERE ($1::uuid IS NULL OR e.id < $1::uuid)
  AND ($2::text IS NULL OR e.kind = $2::text)
  AND ($3::uuid IS NULL OR e.edition_id = $3::uuid)
  AND ($4::text IS NULL OR e.provider = $4::text)
  AND ($5::uuid IS NULL OR e.subscriber_id = $5::uuid)
  AND ($6::text IS NULL OR e.source = $6::text)
  AND ($7::text IS NULL OR e.action = $7::text)
  AND ($8::bool IS NOT TRUE OR e.matched_by <> 'none')
  AND ($8::bool IS NOT FALSE OR e.matched_by = 'none')
  AND ($9::uuid IS NULL OR e.id = $9::uuid)
ORDER BY e.id DESC
LIMIT $10::int
