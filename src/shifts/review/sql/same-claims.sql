-- For each of the shifts $1: shifts of other articles that tell the same matter, published at most $2 days apart, at most $3 of each, the
-- confirmed ones and the surest first. Told apart by an editor: left out. No row: nobody else tells it.
SELECT s.id AS "forId", o.*
FROM unnest($1::uuid[]) AS wanted (id)
JOIN shift s ON s.id = wanted.id
JOIN article sa ON sa.id = s.article_id
CROSS JOIN LATERAL (
  SELECT k.id, k.status, k.claim, k.confidence, coalesce(a.published_at, k.created_at)::date::text AS "knownOn",
    json_build_object('id', a.id, 'title', r.title, 'publisher', a.publisher, 'sourceUrl', a.source_url) AS article
  FROM shift k
  JOIN article a ON a.id = k.article_id
  JOIN article_revision r ON r.id = k.revision_id
  WHERE k.actor_key = s.actor_key AND k.kind = s.kind AND k.article_id <> s.article_id AND k.status IN ('proposed', 'confirmed')
    AND (k.object_key = s.object_key OR k.amount_keys && s.amount_keys)
    AND coalesce(a.published_at, k.created_at)
      BETWEEN coalesce(sa.published_at, s.created_at) - make_interval(days => $2) AND coalesce(sa.published_at, s.created_at) + make_interval(days => $2)
    AND NOT EXISTS (SELECT 1 FROM shift_apart p WHERE p.one = least(k.id, s.id) AND p.other = greatest(k.id, s.id))
  ORDER BY k.status = 'confirmed' DESC, k.confidence DESC, k.id
  LIMIT $3
) AS o
ORDER BY s.id, o.confidence DESC, o.id
