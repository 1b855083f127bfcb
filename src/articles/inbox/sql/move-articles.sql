-- Moves those of the articles $1 that lead their cluster and stand in one of the states $2 to the state $3, for the reason $4, by actor $5, as move $6.
-- A row for each known article: the state it was found in, and whether it was moved. Locked in one order, so that two moves never wait crosswise.
WITH asked AS MATERIALIZED (
  SELECT a.id, a.state, a.lead_id FROM article a WHERE a.id = ANY ($1::uuid[]) ORDER BY a.id FOR NO KEY UPDATE
), moved AS (
  UPDATE article a SET state = $3, state_reason = $4, state_by = $5, state_at = now(), move_id = $6::uuid
  FROM asked WHERE a.id = asked.id AND asked.lead_id IS NULL AND asked.state = ANY ($2::text[]) AND asked.state <> $3
  RETURNING a.id
)
SELECT asked.id, asked.state, asked.lead_id AS "leadId", moved.id IS NOT NULL AS "isMoved"
FROM asked LEFT JOIN moved ON moved.id = asked.id ORDER BY asked.id
