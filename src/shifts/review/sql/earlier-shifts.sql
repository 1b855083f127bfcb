-- For each of the shifts $1: confirmed shifts of the same actor that were known no later, newest first, at most $2 of each, and in any case the
-- one that it goes on from. No row: nothing is known of the actor yet.
SELECT s.id AS "forId", k.id, k.status, k.claim, k.confidence, k.known_on::text AS "knownOn",
  json_build_object('id', a.id, 'title', r.title, 'publisher', a.publisher, 'sourceUrl', a.source_url) AS article
FROM unnest($1::uuid[]) AS wanted (id)
JOIN shift s ON s.id = wanted.id
JOIN article sa ON sa.id = s.article_id
CROSS JOIN LATERAL (
  (SELECT e.id FROM shift e
   WHERE e.actor_key = s.actor_key AND e.status = 'confirmed' AND e.id <> s.id
     AND e.known_on <= coalesce(sa.published_at, s.created_at)::date
   ORDER BY e.known_on DESC, e.id DESC LIMIT $2)
  UNION
  SELECT s.supersedes_id WHERE s.supersedes_id IS NOT NULL
) AS picked
JOIN shift k ON k.id = picked.id
JOIN article a ON a.id = k.article_id
JOIN article_revision r ON r.id = k.revision_id
ORDER BY s.id, k.known_on DESC NULLS LAST, k.id DESC
