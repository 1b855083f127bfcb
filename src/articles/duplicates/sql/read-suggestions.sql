-- Articles outside the cluster of lead $1 that were offered as the same story as one inside it, the likeliest first.
WITH member AS MATERIALIZED (
  SELECT id FROM article WHERE id = $1 OR lead_id = $1
), pair AS (
  SELECT x.article_id AS own, x.other_id AS other, x.tier, x.measure, x.figure, x.shared FROM article_relation x
  WHERE x.state = 'offered' AND x.article_id IN (SELECT id FROM member)
  UNION ALL
  SELECT x.other_id, x.article_id, x.tier, x.measure, x.figure, x.shared FROM article_relation x
  WHERE x.state = 'offered' AND x.other_id IN (SELECT id FROM member)
)
SELECT a.id AS "articleId", r.title, a.publisher, a.source_url AS "sourceUrl", a.published_at AS "publishedAt", pair.tier, pair.measure, pair.figure,
  pair.shared, pair.own AS "forArticleId"
FROM pair JOIN article a ON a.id = pair.other JOIN article_revision r ON r.id = a.current_revision_id
WHERE a.id NOT IN (SELECT id FROM member)
ORDER BY pair.figure DESC, a.id LIMIT 20
