-- Cancels what nobody has claimed in run $1. Claimed rows are refused by the fence and end as cancelled when they are released.
UPDATE delivery SET state = 'cancelled', next_attempt_at = NULL, updated_at = now()
WHERE edition_id = $1 AND state IN ('pending', 'deferred')
RETURNING id
