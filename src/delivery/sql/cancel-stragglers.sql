-- Cancels what still waits in cancelled runs: a claim that was given back in the same moment as the cancellation may have missed it.
UPDATE delivery d SET state = 'cancelled', next_attempt_at = NULL, updated_at = now()
FROM delivery_run r
WHERE r.edition_id = d.edition_id AND r.state = 'cancelled' AND r.finished_at IS NULL AND d.state IN ('pending', 'deferred')
RETURNING d.id
