-- Ids of proposals for review, by score and then newest first; the page after (score $6, id $7) where they are given, at most $8.
-- Filters, each NULL for none: $1 kind, $2 actor (its key), $3 article, $4 least confidence, $5 whether the lexicon lacks the actor.
-- No row: the queue is empty, or read to its end.
SELECT s.id
FROM shift s
WHERE s.status = 'proposed'
  AND ($1::text IS NULL OR s.kind = $1) AND ($2::text IS NULL OR s.actor_key = $2) AND ($3::uuid IS NULL OR s.article_id = $3)
  AND ($4::float8 IS NULL OR s.confidence >= $4)
  AND ($5::boolean IS NULL OR (s.claim->'actor'->>'id' IS NULL) = $5)
  AND ($6::int IS NULL OR (s.review_score, s.id) < ($6::int, $7::uuid))
ORDER BY s.review_score DESC, s.id DESC
LIMIT $8
