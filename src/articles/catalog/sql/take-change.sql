-- Takes every visible change of one article that nobody else is at. A change that commits later is a row of its own and is taken then.
-- No row: nothing waits.
WITH next AS (
  SELECT article_id FROM article_change ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
), taken AS (
  DELETE FROM article_change c USING next WHERE c.article_id = next.article_id AND c.id IN (
    SELECT id FROM article_change WHERE article_id = next.article_id FOR UPDATE SKIP LOCKED)
  RETURNING c.article_id
)
SELECT DISTINCT article_id AS id FROM taken
