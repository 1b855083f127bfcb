-- Notes the words that readers of a language lack and a model ($1) has not translated yet: headlines and impacts of shifts confirmed in the
-- last two weeks, and editors' summaries. The directions are those of src/domain/translation/missing-words.ts.
WITH words AS (
  SELECT w.words FROM shift s CROSS JOIN LATERAL (VALUES (s.headline), (s.impact)) AS w (words)
  WHERE s.status = 'confirmed' AND s.updated_at > now() - interval '14 days'
  UNION ALL
  SELECT jsonb_object_agg(locale, text) FROM article_summary_text WHERE updated_at > now() - interval '14 days' GROUP BY article_id
)
INSERT INTO translation (source_hash, from_locale, locale, model, source)
SELECT DISTINCT encode(sha256(convert_to(words->>d.origin, 'UTF8')), 'hex'), d.origin, d.target, $1, words->>d.origin
FROM words CROSS JOIN (VALUES ('zh-CN', 'en'), ('zh-TW', 'en'), ('en', 'zh-CN')) AS d (origin, target)
WHERE words->>d.origin IS NOT NULL AND words->>d.target IS NULL
  AND NOT (d.origin = 'zh-TW' AND words->>'zh-CN' IS NOT NULL)
  AND NOT (d.origin = 'en' AND words->>'zh-TW' IS NOT NULL)
ON CONFLICT (source_hash, locale, model) DO NOTHING
