-- The confirmed shifts among $1, each with its source, the shift that it goes on from, and the newest confirmed one that goes on from it. No row:
-- none of them is confirmed.
SELECT s.id, s.claim, s.headline, s.known_on::text AS "knownOn", s.version,
  json_build_object('title', r.title, 'url', a.source_url, 'publisher', a.publisher, 'language', a.language) AS source,
  a.published_at AS "publishedAt",
  CASE WHEN earlier.status = 'confirmed' THEN json_build_object('id', s.supersedes_id, 'as', s.supersedes_as) END AS supersedes,
  (SELECT json_build_object('id', n.id, 'as', n.supersedes_as) FROM shift n
   WHERE n.supersedes_id = s.id AND n.status = 'confirmed' ORDER BY n.known_on DESC, n.id DESC LIMIT 1) AS "supersededBy"
FROM shift s
JOIN article a ON a.id = s.article_id
JOIN article_revision r ON r.id = s.revision_id
LEFT JOIN shift earlier ON earlier.id = s.supersedes_id
WHERE s.id = ANY ($1::uuid[]) AND s.status = 'confirmed'
ORDER BY s.known_on DESC, s.id DESC
