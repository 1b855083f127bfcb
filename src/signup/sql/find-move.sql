-- How far the change of address $1 (uuid) is, if it has not expired at $2 (timestamptz). No row: expired, replaced, or never asked.
SELECT s.locale, c.old_agreed_at IS NOT NULL AS "hasOldAgreed", c.new_agreed_at IS NOT NULL AS "hasNewAgreed", c.done_at IS NOT NULL AS "isDone"
FROM address_change c
JOIN subscriber s ON s.id = c.subscriber_id
WHERE c.id = $1::uuid AND c.expires_at > $2::timestamptz
