-- Claims the source that is most overdue and whose host nobody visits now. $1 uuid token, $2 int lease in seconds. No row: none is due, or all
-- hosts are busy. What a killed worker had claimed is due again when its lease ends.
UPDATE source
SET lease_token = $1::uuid, lease_until = now() + make_interval(secs => $2::int)
WHERE id = (
  SELECT s.id FROM source s LEFT JOIN fetch_host h ON h.host = s.host
  WHERE s.state IN ('active', 'failing') AND s.kind <> 'api' AND s.next_due_at <= now()
    AND (s.lease_until IS NULL OR s.lease_until < now())
    AND (h.host IS NULL OR (h.next_at <= now() AND (h.lease_until IS NULL OR h.lease_until < now())))
  ORDER BY s.next_due_at LIMIT 1
  FOR UPDATE OF s SKIP LOCKED
)
RETURNING id, url, host, kind, title, publisher, zone, language, interval_seconds AS "intervalSeconds", identity_policy AS "identityPolicy",
  etag, last_modified AS "lastModified", validators_of AS "validatorsOf", validators_since AS "validatorsSince", body_hash AS "bodyHash",
  move_to AS "moveTo", move_times AS "moveTimes", failures
