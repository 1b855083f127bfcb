-- Claims the mail that has been due for longest, under token $1, for $2 seconds of the database's clock.
-- No row: nothing is due.
WITH due AS MATERIALIZED (
  SELECT id FROM transactional_mail WHERE next_attempt_at <= now() AND expires_at > now()
  ORDER BY next_attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED
)
UPDATE transactional_mail m SET
  state = 'claimed', claim_token = $1, lease_until = now() + make_interval(secs => $2), next_attempt_at = NULL, updated_at = now()
FROM due
WHERE m.id = due.id
RETURNING m.id, m.kind, m.locale, m.address, m.template_values AS values, m.message_domain AS "messageDomain", m.attempts,
  (SELECT d.provider FROM mail_domain d WHERE d.domain = split_part(m.address, '@', 2)) AS provider,
  EXISTS (SELECT 1 FROM suppression p WHERE p.address_hash = m.address_hash) AS "isSuppressed"
