-- How many people stand where, by status and locale; `mailable`: how many of them an edition started now would go to.
WITH mailable AS MATERIALIZED (
  SELECT s.status, s.locale, count(*)::int AS count FROM mailable_subscriber() s GROUP BY s.status, s.locale
)
SELECT s.status, s.locale, count(*)::int AS count, coalesce(max(m.count), 0) AS mailable
FROM subscriber s
LEFT JOIN mailable m ON m.status = s.status AND m.locale = s.locale
GROUP BY s.status, s.locale
