-- The old ($3: 'old') or the new address agrees to the change $1 (uuid), if it has not expired at $2 (timestamptz). isComplete: both have.
-- No row: expired, replaced, or done.
UPDATE address_change c SET
  old_agreed_at = CASE WHEN $3::text = 'old' THEN coalesce(c.old_agreed_at, now()) ELSE c.old_agreed_at END,
  new_agreed_at = CASE WHEN $3::text = 'new' THEN coalesce(c.new_agreed_at, now()) ELSE c.new_agreed_at END
WHERE c.id = $1::uuid AND c.expires_at > $2::timestamptz AND c.done_at IS NULL
RETURNING c.subscriber_id AS "subscriberId", c.old_agreed_at IS NOT NULL AND c.new_agreed_at IS NOT NULL AS "isComplete"
