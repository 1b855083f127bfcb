-- Runs that a worker should be woken for: sending, with a delivery that is due. What the queue lost comes back from here.
SELECT r.edition_id AS "editionId" FROM delivery_run r
WHERE r.state = 'sending' AND r.expires_at > now() AND (
  EXISTS (SELECT 1 FROM delivery d WHERE d.edition_id = r.edition_id AND d.state = 'pending')
  OR EXISTS (SELECT 1 FROM delivery d WHERE d.edition_id = r.edition_id AND d.state = 'deferred' AND d.next_attempt_at <= now()))
