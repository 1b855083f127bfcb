-- Writes the summaries of a revision ($1) made by a version of the rules ($2): budgets ($3), bases ($4) and sentences ($5), one each.
INSERT INTO article_summary (revision_id, version, budget, basis, sentences)
SELECT $1, $2, s.budget, s.basis, s.sentences
FROM unnest($3::int[], $4::text[], $5::jsonb[]) AS s (budget, basis, sentences)
ON CONFLICT (revision_id, budget) DO UPDATE
SET version = excluded.version, basis = excluded.basis, sentences = excluded.sentences, made_at = now()
