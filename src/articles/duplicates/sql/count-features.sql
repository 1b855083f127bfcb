-- In how many of the articles seen in the last $1 days before $2 each feature stands; the row without a feature counts the articles.
WITH recent AS MATERIALIZED (
  SELECT features FROM article_fingerprint WHERE seen_at BETWEEN $2::timestamptz - make_interval(days => $1::int) AND $2::timestamptz
)
SELECT NULL AS feature, count(*)::int AS articles FROM recent
UNION ALL
SELECT feature, count(*)::int FROM recent, unnest(features) AS feature GROUP BY feature HAVING count(*) > 1
