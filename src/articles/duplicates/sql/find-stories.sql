-- Leads of other clusters that were seen within $3 days of $2 and share a feature of $1 with article $4, of cluster $5, at most $6.
SELECT f.article_id AS id, f.features
FROM article_fingerprint f JOIN article a ON a.id = f.article_id
WHERE f.seen_at BETWEEN $2::timestamptz - make_interval(days => $3::int) AND $2::timestamptz + make_interval(days => $3::int)
  AND f.features && $1::text[] AND f.article_id <> $4 AND a.lead_id IS NULL AND a.id <> $5
ORDER BY f.seen_at DESC LIMIT $6::int
