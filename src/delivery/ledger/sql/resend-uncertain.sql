-- Sends uncertain deliveries of run $1 once more: $2 ids, $3 who decided, $4 minutes since the hand-off. Same Message-ID, at most once each.
UPDATE delivery SET state = 'pending', uncertain_at = NULL, next_attempt_at = now(), resolution = 'resent', resolved_by = $3, resolved_at = now(), updated_at = now()
WHERE edition_id = $1 AND id = ANY ($2::uuid[]) AND uncertain_at IS NOT NULL AND resolution IS DISTINCT FROM 'resent'
  AND coalesce(handed_at, updated_at) <= now() - make_interval(mins => $4)
RETURNING id
