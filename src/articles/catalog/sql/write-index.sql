-- Writes what article $1 is found and compared by: grams of its title $2 and of all its words $3; simhash $4, bands $5, sketch $6, letters $7,
-- features $8, and when it was seen, $9. Equal grams are left alone: rewriting hundreds of index entries for nothing is not cheap.
WITH found AS (
  INSERT INTO article_search (article_id, title_grams, grams) VALUES ($1, $2::int[], $3::int[])
  ON CONFLICT (article_id) DO UPDATE SET title_grams = excluded.title_grams, grams = excluded.grams
    WHERE article_search.title_grams <> excluded.title_grams OR article_search.grams <> excluded.grams
)
INSERT INTO article_fingerprint (article_id, simhash, bands, sketch, letters, features, seen_at)
VALUES ($1, $4::bigint, $5::int[], $6::int[], $7::int, $8::text[], $9::timestamptz)
ON CONFLICT (article_id) DO UPDATE SET simhash = excluded.simhash, bands = excluded.bands, sketch = excluded.sketch, letters = excluded.letters,
  features = excluded.features, seen_at = excluded.seen_at
  WHERE (article_fingerprint.simhash, article_fingerprint.sketch, article_fingerprint.features, article_fingerprint.seen_at)
    IS DISTINCT FROM (excluded.simhash, excluded.sketch, excluded.features, excluded.seen_at)
