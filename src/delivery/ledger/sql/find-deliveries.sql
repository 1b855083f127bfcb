-- The deliveries $1 uuid[] that there are, and whether each is in doubt.
SELECT id, edition_id AS "editionId", subscriber_id AS "subscriberId", provider, uncertain_at IS NOT NULL AS "isUncertain"
FROM delivery WHERE id = ANY ($1::uuid[])
