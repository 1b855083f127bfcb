-- Settles uncertain deliveries of run $1 by a person's word: $2 ids, $3 state (accepted or failed), $4 who said so.
UPDATE delivery SET state = $3, uncertain_at = NULL, resolution = 'marked', resolved_by = $4, resolved_at = now(), updated_at = now(),
  accepted_at = CASE WHEN $3 = 'accepted' THEN coalesce(handed_at, now()) END
WHERE edition_id = $1 AND id = ANY ($2::uuid[]) AND uncertain_at IS NOT NULL
RETURNING id
