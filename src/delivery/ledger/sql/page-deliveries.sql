-- (The second word for uncertain is that of an index: few rows in doubt are found among millions.)
-- Deliveries of run $1 in the order of their ids, of state $2 or of any, after id $3 or from the start, at most $4.
SELECT d.id, d.subscriber_id AS "subscriberId", d.state, d.provider, d.attempt, d.smtp_code AS code, d.enhanced_code AS "enhancedCode",
  d.reply, d.relay, d.phase, d.resolution, d.handed_at AS "handedAt", d.next_attempt_at AS "nextAttemptAt"
FROM delivery_run r
JOIN delivery d ON d.edition_id = r.edition_id
  AND (r.id_prefix IS NULL OR d.id BETWEEN delivery_id(r.id_prefix, 0) AND delivery_id(r.id_prefix, 4294967295))
WHERE r.edition_id = $1 AND ($2::text IS NULL OR d.state = $2) AND ($3::uuid IS NULL OR d.id > $3)
  AND ($2::text IS DISTINCT FROM 'uncertain' OR d.uncertain_at IS NOT NULL)
ORDER BY d.id LIMIT $4
