-- The deliveries $1 uuid[] that there are, whether each is in doubt, and whether it went to an address that its reader has left since.
SELECT d.id, d.edition_id AS "editionId", d.subscriber_id AS "subscriberId", d.provider, d.uncertain_at IS NOT NULL AS "isUncertain",
  coalesce(coalesce(d.handed_at, d.accepted_at) < s.address_since, false) AS "isToFormerAddress"
FROM delivery d LEFT JOIN subscriber s ON s.id = d.subscriber_id WHERE d.id = ANY ($1::uuid[])
