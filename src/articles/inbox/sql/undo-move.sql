-- Takes move $1 back, by actor $2: every article that still stands where that move put it returns to the state it had. A row for each article that
-- was moved then: the state it was found in now, and whether it went back.
WITH move AS (
  UPDATE inbox_move SET undone_at = now() WHERE id = $1 AND undone_at IS NULL RETURNING id, article_ids, from_states
), was AS (
  SELECT m.id AS move_id, w.article_id, w.from_state FROM move m, unnest(m.article_ids, m.from_states) AS w (article_id, from_state)
), held AS MATERIALIZED (
  SELECT a.id, a.state, a.lead_id, a.move_id FROM article a WHERE a.id IN (SELECT article_id FROM was) ORDER BY a.id FOR NO KEY UPDATE
), back AS (
  UPDATE article a SET state = was.from_state, state_reason = NULL, state_by = $2, state_at = now(), move_id = NULL
  FROM held, was WHERE a.id = held.id AND was.article_id = a.id AND held.move_id = was.move_id
  RETURNING a.id
)
SELECT held.id, held.state, held.lead_id AS "leadId", back.id IS NOT NULL AS "isMoved" FROM held LEFT JOIN back ON back.id = held.id ORDER BY held.id
