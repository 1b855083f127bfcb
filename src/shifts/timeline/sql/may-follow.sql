-- One row when shift $1 may go on from shift $2: a confirmed one of the same actor, known no later, whose own chain (at most 100 back) does not
-- come from $1.
WITH RECURSIVE chain AS (
  SELECT id, supersedes_id, 1 AS step FROM shift WHERE id = $2
  UNION ALL
  SELECT s.id, s.supersedes_id, chain.step + 1 FROM chain JOIN shift s ON s.id = chain.supersedes_id WHERE chain.step < 100
)
SELECT e.id
FROM shift s
JOIN article a ON a.id = s.article_id
JOIN shift e ON e.id = $2
WHERE s.id = $1 AND e.id <> s.id AND e.status = 'confirmed' AND e.actor_key = s.actor_key
  AND e.known_on <= coalesce(s.known_on, coalesce(a.published_at, s.created_at)::date)
  AND NOT EXISTS (SELECT 1 FROM chain WHERE chain.id = s.id)
