-- Writes what the rules say about article $1: topics $2, tier $3, score $4, open proposals $5, number of the rules $6, and why: topics $7, tier $8,
-- points $9. An article that stands like that already is not touched, since each new row version is an entry in every index.
WITH changed AS (
  UPDATE article SET topics = $2::text[], tier = $3, score = $4::smallint, open_proposals = $5::int, appraised_version = $6::int
  WHERE id = $1 AND (topics, tier, score, open_proposals, appraised_version) IS DISTINCT FROM ($2::text[], $3::text, $4::smallint, $5::int, $6::int)
)
INSERT INTO article_appraisal (article_id, topics, tier, score) VALUES ($1, $7::jsonb, $8::jsonb, $9::jsonb)
ON CONFLICT (article_id) DO UPDATE SET topics = excluded.topics, tier = excluded.tier, score = excluded.score, appraised_at = now()
