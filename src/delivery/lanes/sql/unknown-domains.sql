-- The mailbox domains of the next $2 subscribers after id $1 that are not known, or were looked up too long ago: a month, or a day when it
-- failed. `last` is where the walk has come to.
-- No row: the walk is at its end.
WITH page AS MATERIALIZED (
  SELECT id, split_part(email, '@', 2) AS domain FROM subscriber WHERE id > $1 ORDER BY id LIMIT $2
)
SELECT (SELECT id FROM page ORDER BY id DESC LIMIT 1) AS last, coalesce(array_agg(d.domain) FILTER (WHERE d.domain IS NOT NULL), '{}') AS domains
FROM (SELECT 1 FROM page LIMIT 1) found
LEFT JOIN (
  SELECT DISTINCT page.domain FROM page
  WHERE NOT EXISTS (
    SELECT 1 FROM mail_domain m WHERE m.domain = page.domain
      AND m.looked_up_at > now() - CASE WHEN m.is_known THEN interval '30 days' ELSE interval '1 day' END)
) d ON true
HAVING count(*) > 0
