-- Writes the new values over the version that was read. $1 uuid id, $2 int version, $3 text name (null: none), $4 text locale, $5 text time
-- zone, $6 text status; $7 text source of the consent event, which is written only when the status changes. No row: another version by now.
WITH before AS (
  SELECT id, status FROM subscriber WHERE id = $1::uuid AND version = $2::int FOR UPDATE
), after AS (
  UPDATE subscriber s
  SET name = $3::text, locale = $4::text, time_zone = $5::text, status = $6::text, version = s.version + 1, updated_at = now()
  FROM before b WHERE s.id = b.id
  RETURNING s.id, b.status AS old_status
), consent AS (
  INSERT INTO consent_event (subscriber_id, action, source)
  SELECT id, CASE $6::text WHEN 'active' THEN 'subscribed' ELSE 'unsubscribed' END, $7::text FROM after WHERE old_status <> $6::text
)
SELECT id FROM after
