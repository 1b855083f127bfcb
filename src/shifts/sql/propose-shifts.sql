-- Adds proposals to revision $2 of article $1: fingerprints $3, claims $4, review scores $5, and what makes each its matter: actors $6, objects
-- $7, amounts $8 (JSON arrays). The row count is the number of new or changed ones.
-- Left out is what an editor has judged in any revision of the article: the same claim, or one of its kind on the same first quote, which a new
-- lexicon may only have given another actor; and what an editor is still at work on. A confirmed one whose quotes this revision does not hold any
-- more is proposed anew. What was superseded and is found again is proposed again, and what is read otherwise by now is written so, unless an
-- editor has touched it.
INSERT INTO shift (article_id, revision_id, fingerprint, status, kind, actor_name, confidence, claim, review_score, actor_key, object_key, amount_keys)
SELECT $1, $2, p.fingerprint, 'proposed', p.claim->>'kind', p.claim->'actor'->>'name', (p.claim->>'confidence')::float8, p.claim,
  p.score, p.actor_key, p.object_key, ARRAY(SELECT jsonb_array_elements_text(p.amount_keys))
FROM unnest($3::text[], $4::jsonb[], $5::int[], $6::text[], $7::text[], $8::jsonb[])
  AS p (fingerprint, claim, score, actor_key, object_key, amount_keys)
WHERE NOT EXISTS (
  SELECT 1 FROM shift old
  WHERE old.article_id = $1
    AND (old.fingerprint = p.fingerprint
      OR (old.kind = p.claim->>'kind' AND old.claim->'evidence'->0->>'sha256' = p.claim->'evidence'->0->>'sha256'
        AND old.claim->'evidence'->0->'start' = p.claim->'evidence'->0->'start' AND old.revision_id = $2
        AND coalesce(old.claim->>'object', '') = coalesce(p.claim->>'object', '')))
    AND (old.status = 'rejected' OR (old.status = 'proposed' AND old.fingerprint <> p.fingerprint
      AND EXISTS (SELECT 1 FROM shift_decision d WHERE d.shift_id = old.id)) OR (old.status = 'confirmed'
      AND NOT EXISTS (
        SELECT 1 FROM jsonb_array_elements(old.claim->'evidence') AS evidence, article_revision r
        WHERE r.id = $2 AND strpos(r.body, evidence->>'quote') = 0))))
ON CONFLICT (revision_id, fingerprint) DO UPDATE SET
  status = 'proposed', kind = excluded.kind, actor_name = excluded.actor_name, confidence = excluded.confidence, claim = excluded.claim,
  review_score = excluded.review_score, actor_key = excluded.actor_key, object_key = excluded.object_key, amount_keys = excluded.amount_keys,
  version = shift.version + 1, updated_at = now()
WHERE shift.claim->>'source' NOT IN ('editor')
  AND (shift.status = 'superseded' OR (shift.status = 'proposed' AND shift.claim <> excluded.claim))
  AND NOT EXISTS (SELECT 1 FROM shift_decision d WHERE d.shift_id = shift.id)
