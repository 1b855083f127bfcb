-- The mail that has been due for longest.
-- No row: nothing is due.
SELECT id FROM transactional_mail WHERE next_attempt_at <= now() AND expires_at > now() ORDER BY next_attempt_at LIMIT 1
