-- Takes notes that a summary is out of date: $1 the most notes. Several may be about one article, which comes once. Notes that another
-- transaction has taken are passed over; one written while this works stays for the next round.
WITH taken AS (
  DELETE FROM article_summary_due
  WHERE id IN (SELECT id FROM article_summary_due ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED)
  RETURNING article_id
)
SELECT DISTINCT article_id AS "articleId" FROM taken
