-- Cancels what nobody has claimed in those of the runs $1 that are cancelled. Claimed rows are refused by the fence and come back to
-- waiting, so this runs again before a run is finished.
UPDATE delivery d SET state = 'cancelled', next_attempt_at = NULL, updated_at = now()
FROM delivery_run r
WHERE r.edition_id = ANY ($1::uuid[]) AND r.state = 'cancelled' AND d.edition_id = r.edition_id AND d.state IN ('pending', 'deferred')
RETURNING d.id
