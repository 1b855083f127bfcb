-- Confirmed shifts that may enter an edition by rule, at most $6, the weightiest first: known since day $1 or later, of kinds $2, from articles
-- with one of the topics $3 and of the source tiers $4 (an empty list means any), none of the ids $5.
SELECT s.id
FROM shift s JOIN article a ON a.id = s.article_id
WHERE s.status = 'confirmed' AND s.known_on >= $1::date
  AND (cardinality($2::text[]) = 0 OR s.kind = ANY ($2))
  AND (cardinality($3::text[]) = 0 OR a.topics && $3)
  AND (cardinality($4::text[]) = 0 OR a.tier = ANY ($4))
  AND s.id <> ALL ($5::uuid[])
ORDER BY a.score DESC, s.review_score DESC, s.id DESC
LIMIT $6
