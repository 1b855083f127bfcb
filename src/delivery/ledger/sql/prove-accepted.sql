-- Delivery $1 has arrived, as $2 proves (one-click, complaint, look-up): what was uncertain is accepted.
-- Row: the delivery with its edition and reader, whatever its state. No row: there is no such delivery.
WITH proved AS (
  UPDATE delivery SET state = 'accepted', uncertain_at = NULL, resolution = 'proved', resolved_by = $2, resolved_at = now(),
    accepted_at = coalesce(handed_at, now()), updated_at = now()
  WHERE id = $1 AND uncertain_at IS NOT NULL
  RETURNING id
)
SELECT d.id, d.edition_id AS "editionId", d.subscriber_id AS "subscriberId", EXISTS (SELECT 1 FROM proved) AS "isProved"
FROM delivery d WHERE d.id = $1
