-- A reader's own act: from one status ($2) to another ($3), with the consent event ($4 source, $5 inet address, $6 user agent, both perhaps null) in
-- the same statement. $1 uuid id.
-- No row: the person is gone or no longer in the status $2.
WITH changed AS (
  UPDATE subscriber SET status = $3::text, version = version + 1, updated_at = now()
  WHERE id = $1::uuid AND status = $2::text
  RETURNING id
), consent AS (
  INSERT INTO consent_event (subscriber_id, action, source, ip, user_agent)
  SELECT id, CASE $3::text WHEN 'active' THEN 'subscribed' ELSE 'unsubscribed' END, $4::text, $5::inet, $6::text FROM changed
)
SELECT id FROM changed
