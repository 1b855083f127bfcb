-- Articles that may be copies of article $1, the likeliest first, at most $5: their simhash lies within $6 bits of $4 (and so shares one of the bands $2),
-- or they share long shingles of the sketch $3. A verdict needs their words, which are read for these few only. Phrases that thousands of
-- texts share end the comparison at a bound. `pg_catalog`'s operators for arrays of integers serve; no extension is needed.
WITH near AS MATERIALIZED (
  SELECT f.article_id, 1000000 AS shared FROM article_fingerprint f
  WHERE f.bands && $2::int[] AND f.article_id <> $1 AND bit_count((f.simhash # $4::bigint)::bit(64)) <= $6::int
  LIMIT 200
), sharing AS MATERIALIZED (
  SELECT f.article_id, f.sketch FROM article_fingerprint f WHERE f.sketch && $3::int[] AND f.article_id <> $1 LIMIT 2000
), candidate AS (
  SELECT article_id, shared FROM near
  UNION ALL
  SELECT article_id, cardinality(ARRAY(SELECT unnest(sketch) INTERSECT SELECT unnest($3::int[]))) FROM sharing
)
SELECT a.id, coalesce(a.lead_id, a.id) AS "leadId", r.title, r.body
FROM (SELECT article_id, max(shared) AS shared FROM candidate GROUP BY article_id ORDER BY shared DESC, article_id LIMIT $5::int) c
JOIN article a ON a.id = c.article_id
JOIN article_revision r ON r.id = a.current_revision_id
ORDER BY c.shared DESC, a.id
