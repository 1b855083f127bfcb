-- Sources by id, newest first, each with its last visit and its items. $1 text state or null, $2 text kind or null, $3 uuid before or null, $4 int limit,
-- $5 uuid of the only one that is wanted, or null.
SELECT s.id, s.url, s.kind, s.title, s.publisher, s.tier, s.zone, s.language, s.interval_seconds AS "intervalSeconds", s.state,
  s.identity_policy AS "identityPolicy", s.failures, s.failure_code AS "failureCode", s.next_due_at AS "nextDueAt",
  s.last_polled_at AS "lastPolledAt", s.last_success_at AS "lastSuccessAt", s.last_new_at AS "lastNewAt", s.created_at AS "createdAt",
  f.outcome AS "lastOutcome", coalesce(f.warnings, '{}') AS "lastWarnings", i.waiting, i.done, i.failed
FROM source s
LEFT JOIN LATERAL (SELECT outcome, warnings FROM source_fetch WHERE source_id = s.id ORDER BY id DESC LIMIT 1) f ON true
LEFT JOIN LATERAL (
  SELECT count(*) FILTER (WHERE state = 'waiting')::int AS waiting, count(*) FILTER (WHERE state = 'done')::int AS done,
    count(*) FILTER (WHERE state = 'failed')::int AS failed
  FROM source_item WHERE source_id = s.id
) i ON true
WHERE ($1::text IS NULL OR s.state = $1) AND ($2::text IS NULL OR s.kind = $2) AND ($3::uuid IS NULL OR s.id < $3) AND ($5::uuid IS NULL OR s.id = $5)
ORDER BY s.id DESC LIMIT $4::int
