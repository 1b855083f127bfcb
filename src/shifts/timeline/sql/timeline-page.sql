-- Ids of the confirmed shifts of actor $1 that its articles still say, newest first; the page after (day $2, id $3) where they are given, at
-- most $4. No row: nothing is confirmed of the actor, or it is read to its end.
SELECT s.id
FROM shift s
JOIN article a ON a.id = s.article_id
JOIN article_revision c ON c.id = a.current_revision_id
WHERE s.actor_key = $1 AND s.status = 'confirmed' AND s.known_on IS NOT NULL
  AND ($2::date IS NULL OR (s.known_on, s.id) < ($2::date, $3::uuid))
  AND NOT EXISTS (SELECT 1 FROM jsonb_array_elements(s.claim->'evidence') AS e WHERE strpos(c.body, e->>'quote') = 0)
ORDER BY s.known_on DESC, s.id DESC
LIMIT $4
