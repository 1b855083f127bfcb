-- Deletes requests whose confirmation mail did not get out within the last two days: refused, or put off until it was of no use. One that has
-- been in doubt may have arrived, and its link stays good. Rows: those requests.
DELETE FROM signup s USING transactional_mail m
WHERE m.kind = 'subscription_confirmation' AND m.state IN ('failed', 'expired') AND m.doubted_at IS NULL
  AND m.ended_at > now() - interval '2 days'
  AND s.id = CASE WHEN m.kind = 'subscription_confirmation' AND m.idempotency_key LIKE 'signup:%' THEN substr(m.idempotency_key, 8)::uuid END
  AND s.subscriber_id IS NULL
RETURNING s.id
