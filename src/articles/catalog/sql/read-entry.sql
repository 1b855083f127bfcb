-- Everything that article $1 is catalogued by: its current words, where it was read, its live shifts, and how many hands tell its story: copies
-- of a text corroborate nothing.
-- No row: there is no such article.
SELECT a.id, r.title, r.body, a.language, a.host, a.publisher, a.editor_topics AS "editorTopics", a.lead_id AS "leadId",
  a.published_at AS "publishedAt", coalesce(a.published_at, a.created_at) AS "seenAt",
  (SELECT o.given_tier FROM article_origin o WHERE o.article_id = a.id ORDER BY o.first_seen_at, o.id LIMIT 1) AS "givenTier",
  1 + (SELECT count(*)::int FROM article m WHERE m.lead_id = a.id AND EXISTS (
    SELECT 1 FROM article_relation x WHERE x.tier = 'T2' AND x.state = 'attached' AND (x.article_id = m.id OR x.other_id = m.id))) AS sources,
  EXISTS (SELECT 1 FROM article m WHERE m.lead_id = a.id) AS "isLeading",
  coalesce((SELECT jsonb_agg(jsonb_build_object('claim', s.claim, 'status', s.status)) FROM shift s
    WHERE s.article_id = a.id AND s.status IN ('proposed', 'confirmed')), '[]') AS shifts
FROM article a JOIN article_revision r ON r.id = a.current_revision_id
WHERE a.id = $1
