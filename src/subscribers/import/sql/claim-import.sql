-- Claims the import that has waited longest for a worker: never begun, given back, or held by a worker that died. $1 uuid token, $2 int lease
-- in seconds. No row: nothing to do.
UPDATE subscriber_import
SET lease_token = $1::uuid, lease_until = now() + make_interval(secs => $2::int), attempts = attempts + 1
WHERE id = (
  SELECT id FROM subscriber_import
  WHERE state = 'running' AND (lease_until IS NULL OR lease_until < now())
  ORDER BY started_at LIMIT 1
  FOR UPDATE SKIP LOCKED
)
RETURNING id, format, encoding, bytes::int, part, settings, rows_read AS "rowsRead", counts, attempts
