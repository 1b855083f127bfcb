-- Goes $2 articles further in the rerun of lexicon version $1: those whose current text says one of its terms wait for extraction again.
-- Position, counts and requests change together, so a killed process has neither skipped nor to repeat anything. Articles that come later are
-- read with the new lexicon anyway.
-- One row: the state after it and the revisions to wake. No row: it does not run, or another process is at it.
WITH run AS (
  SELECT version, terms, after_article FROM actor_rerun WHERE version = $1 AND state = 'running' FOR UPDATE SKIP LOCKED
),
batch AS (
  SELECT a.id, a.current_revision_id
  FROM article a, run
  WHERE run.after_article IS NULL OR a.id > run.after_article
  ORDER BY a.id
  LIMIT $2
),
asked AS (
  UPDATE article_revision r SET extracted_with = NULL, extraction_tries = 0
  FROM batch, run
  WHERE r.id = batch.current_revision_id AND (r.body ILIKE ANY (run.terms) OR r.title ILIKE ANY (run.terms))
  RETURNING r.id
)
UPDATE actor_rerun u SET
  after_article = coalesce((SELECT id FROM batch ORDER BY id DESC LIMIT 1), u.after_article),
  looked = u.looked + (SELECT count(*)::int FROM batch),
  asked = u.asked + (SELECT count(*)::int FROM asked),
  state = CASE WHEN (SELECT count(*) FROM batch) < $2 THEN 'done' ELSE u.state END,
  updated_at = now()
FROM run
WHERE u.version = run.version
RETURNING u.state, coalesce((SELECT array_agg(id) FROM asked), '{}') AS "revisionIds"
