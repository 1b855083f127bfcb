-- What became of everything that each reader (llm:<model>@<prompt>) said, with the reasons of rejections and of looks that failed.
WITH said AS (
  SELECT f.reader, count(*)::int AS findings,
    count(*) FILTER (WHERE f.outcome = 'rejected')::int AS rejected,
    count(*) FILTER (WHERE f.outcome = 'known')::int AS known,
    count(*) FILTER (WHERE f.outcome = 'proposed')::int AS proposed,
    count(*) FILTER (WHERE s.status = 'confirmed')::int AS confirmed,
    count(*) FILTER (WHERE s.status = 'rejected')::int AS dismissed
  FROM model_finding f LEFT JOIN shift s ON s.id = f.shift_id
  GROUP BY f.reader
), why AS (
  SELECT reader, jsonb_agg(jsonb_build_object('reason', reason, 'count', number) ORDER BY number DESC, reason) AS reasons
  FROM (SELECT reader, reason, count(*) AS number FROM model_finding WHERE outcome = 'rejected' GROUP BY reader, reason) AS r
  GROUP BY reader
), failed AS (
  SELECT reader, jsonb_agg(jsonb_build_object('reason', reason, 'count', number) ORDER BY number DESC, reason) AS reasons
  FROM (SELECT reader, reason, count(*) AS number FROM model_reading WHERE state = 'failed' GROUP BY reader, reason) AS r
  GROUP BY reader
)
SELECT reader, coalesce(findings, 0) AS findings, coalesce(rejected, 0) AS rejected, coalesce(known, 0) AS known,
  coalesce(proposed, 0) AS proposed, coalesce(confirmed, 0) AS confirmed, coalesce(dismissed, 0) AS dismissed,
  coalesce(why.reasons, '[]') AS "rejectReasons", coalesce(failed.reasons, '[]') AS failures
FROM said FULL JOIN failed USING (reader) LEFT JOIN why USING (reader)
ORDER BY reader
