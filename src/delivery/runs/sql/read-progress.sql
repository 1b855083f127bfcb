-- How run $1 goes, by provider, as its workers told it. A worker that has been silent for five seconds adds nothing to the speed.
SELECT provider, sum(accepted)::int AS accepted, sum(deferred)::int AS deferrals, sum(failed)::int AS failed, sum(uncertain)::int AS uncertain,
  sum(suppressed)::int AS suppressed,
  coalesce(sum(per_second) FILTER (WHERE updated_at > now() - interval '5 seconds'), 0)::float8 AS "perSecond"
FROM delivery_progress WHERE edition_id = $1
GROUP BY provider ORDER BY provider
