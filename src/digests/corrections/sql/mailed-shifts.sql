-- What was mailed of the shifts $1, or of all when it is NULL, and differs from them today: an edition that started told it as a shift of its own or
-- as a correction. Pages by shift, newest first: those before shift $2, at most $3 shifts.
-- $4: leave out what an open correction has told in the shift's present version already. No row: nothing that was mailed is wrong.
WITH mailed AS (
  SELECT i.shift_id, i.edition_id, i.frozen, i.headline, i.impact
  FROM edition_item i JOIN edition e ON e.id = i.edition_id
  WHERE e.state = 'started' AND i.frozen IS NOT NULL AND ($1::uuid[] IS NULL OR i.shift_id = ANY ($1))
  UNION ALL
  SELECT c.shift_id, t.edition_id, t.frozen->'now', '{}', '{}'
  FROM edition_correction t JOIN edition e ON e.id = t.edition_id JOIN correction c ON c.id = t.correction_id
  WHERE e.state = 'started' AND jsonb_typeof(t.frozen->'now') = 'object' AND ($1::uuid[] IS NULL OR c.shift_id = ANY ($1))
),
compared AS (
  SELECT m.shift_id, m.edition_id, m.frozen, s.status, s.version,
    NOT EXISTS (SELECT 1 FROM jsonb_array_elements(m.frozen->'claim'->'evidence') AS q WHERE strpos(c.body, q->>'quote') = 0) AS is_said,
    s.claim = m.frozen->'claim' AS is_same_claim,
    (s.headline || m.headline) = m.frozen->'headline' AND (s.impact || m.impact) = m.frozen->'impact'
      AND (NOT m.frozen ? 'impactFacts' OR coalesce(s.impact_facts, 'null') = m.frozen->'impactFacts') AS are_same_words
  FROM mailed m
  JOIN shift s ON s.id = m.shift_id
  JOIN article a ON a.id = s.article_id
  JOIN article_revision c ON c.id = a.current_revision_id
),
wrong AS (
  SELECT w.* FROM compared w
  WHERE NOT (w.status = 'confirmed' AND w.is_said AND w.is_same_claim AND w.are_same_words)
    AND NOT ($4 AND EXISTS (
      SELECT 1 FROM correction k JOIN correction_source o ON o.correction_id = k.id
      WHERE k.shift_id = w.shift_id AND o.edition_id = w.edition_id AND k.state = 'open' AND k.shift_version = w.version))
),
page AS (
  SELECT DISTINCT shift_id FROM wrong WHERE $2::uuid IS NULL OR shift_id < $2 ORDER BY shift_id DESC LIMIT $3
)
SELECT w.shift_id AS "shiftId", w.edition_id AS "editionId", e.number, e.started_at AS "startedAt", w.frozen AS item, w.status, w.version,
  w.is_said AS "isSaid", w.is_same_claim AS "isSameClaim", w.are_same_words AS "areSameWords"
FROM page JOIN wrong w USING (shift_id) JOIN edition e ON e.id = w.edition_id
ORDER BY w.shift_id DESC, e.started_at, e.id
