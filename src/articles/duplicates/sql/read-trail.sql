-- Every place where the articles of the cluster of lead $1 were read, the earliest first, and what brought each article into the cluster.
SELECT m.id AS "articleId", r.title, o.url, o.url_key AS "canonicalUrl", o.host, o.publisher, o.tier, o.first_seen_at AS "firstSeenAt",
  o.last_seen_at AS "lastSeenAt", o.decided_by AS "recognisedBy", CASE WHEN m.id <> $1 THEN (
    SELECT jsonb_build_object('tier', x.tier, 'measure', x.measure, 'figure', x.figure, 'decidedBy', x.decided_by,
      'toArticleId', CASE WHEN x.article_id = m.id THEN x.other_id ELSE x.article_id END)
    FROM article_relation x WHERE x.state = 'attached' AND (x.article_id = m.id OR x.other_id = m.id)
    ORDER BY x.decided_at, x.other_id LIMIT 1) END AS "attachedBy"
FROM article m
JOIN article_revision r ON r.id = m.current_revision_id
JOIN article_origin o ON o.article_id = m.id
WHERE m.id = $1 OR m.lead_id = $1
ORDER BY o.first_seen_at, o.id
LIMIT 500
