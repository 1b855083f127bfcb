-- Changes shift $1 if its version is still $2: no row means that somebody else was faster. NULL leaves a value as it is; flags tell where NULL
-- clears instead.
-- $3 status $4 claim $5 headline $6 impact; $7 whether reviewed by $8 is set, at $14 or now; $9 whether the reason $10 and code $11 are set; $12
-- whether the facts $13 are set. Of a new claim: $15 review score, $16 actor, $17 object, $18 amounts of its matter.
-- A shift became known on the day of its article, or else on the day it was found.
UPDATE shift SET
  status = coalesce($3, status), claim = coalesce($4::jsonb, claim), headline = coalesce($5, headline), impact = coalesce($6, impact),
  kind = coalesce($4::jsonb->>'kind', kind), actor_name = coalesce($4::jsonb->'actor'->>'name', actor_name),
  reviewed_by = CASE WHEN $7 THEN $8 ELSE reviewed_by END,
  reviewed_at = CASE WHEN $7 THEN CASE WHEN $8::text IS NULL THEN NULL ELSE coalesce($14::timestamptz, now()) END ELSE reviewed_at END,
  reject_reason = CASE WHEN $9 THEN $10 ELSE reject_reason END,
  reject_code = CASE WHEN $9 THEN $11 ELSE reject_code END,
  impact_facts = CASE WHEN $12 THEN $13::jsonb ELSE impact_facts END,
  review_score = coalesce($15::int, review_score),
  actor_key = coalesce($16::text, actor_key),
  object_key = CASE WHEN $16::text IS NULL THEN object_key ELSE $17::text END,
  amount_keys = coalesce($18::text[], amount_keys),
  known_on = CASE WHEN $3 = 'confirmed'
    THEN (SELECT coalesce(a.published_at, shift.created_at)::date FROM article a WHERE a.id = shift.article_id) ELSE known_on END,
  version = version + 1, updated_at = now()
WHERE id = $1 AND version = $2
