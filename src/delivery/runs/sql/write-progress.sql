-- What worker $1 has to tell of the runs $2 and providers $3: accepted $4, deferred $5, failed $6, uncertain $7 and suppressed $8 since it
-- last told; accepted per second of late $9. A run that is not there any more is left out.
INSERT INTO delivery_progress AS known (edition_id, worker_id, provider, accepted, deferred, failed, uncertain, suppressed, per_second)
SELECT p.edition_id, $1, p.provider, p.accepted, p.deferred, p.failed, p.uncertain, p.suppressed, p.per_second
FROM unnest($2::uuid[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::float8[])
  AS p (edition_id, provider, accepted, deferred, failed, uncertain, suppressed, per_second)
JOIN delivery_run r USING (edition_id)
ON CONFLICT (edition_id, worker_id, provider) DO UPDATE SET
  accepted = known.accepted + excluded.accepted, deferred = known.deferred + excluded.deferred, failed = known.failed + excluded.failed,
  uncertain = known.uncertain + excluded.uncertain, suppressed = known.suppressed + excluded.suppressed,
  per_second = excluded.per_second, updated_at = now()
