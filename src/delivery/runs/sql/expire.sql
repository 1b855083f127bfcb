-- Fails what is still waiting in runs whose time is over: an old digest is no news.
UPDATE delivery d SET state = 'failed', resolution = 'expired', next_attempt_at = NULL, updated_at = now()
FROM delivery_run r
WHERE r.edition_id = d.edition_id AND r.state = 'sending' AND r.expires_at <= now() AND d.state IN ('pending', 'deferred')
RETURNING d.id
