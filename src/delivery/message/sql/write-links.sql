-- Writes the tracked links of edition $1 uuid: $2 text[] places, $3 text[] targets, of one length. What several renders have in common is one link; ids
-- grow in the order of their first places.
-- Rows: every link of the edition, those that were known too.
WITH added AS (
  INSERT INTO tracked_link (edition_id, place, url)
  SELECT $1::uuid, l.place, l.url FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS l (place, url, at)
  GROUP BY l.place, l.url
  ORDER BY min(l.at)
  ON CONFLICT (edition_id, place, url) DO NOTHING
  RETURNING id, place, url
)
SELECT id, place, url FROM added
UNION
SELECT id, place, url FROM tracked_link WHERE edition_id = $1::uuid
