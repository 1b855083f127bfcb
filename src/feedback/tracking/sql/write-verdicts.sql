-- Writes what fetches $1 uuid[] were judged as: $2 text[] verdicts, $3 text[] rules.
UPDATE tracking_event e SET verdict = j.verdict, rule = j.rule
FROM unnest($1::uuid[], $2::text[], $3::text[]) AS j (id, verdict, rule)
WHERE e.id = j.id
