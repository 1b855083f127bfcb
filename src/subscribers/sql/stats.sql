-- How many people stand where, by status and locale; `mailable`: how many of them an edition started now would go to.
SELECT a.status, a.locale, a.count, coalesce(m.count, 0) AS mailable
FROM (SELECT s.status, s.locale, count(*)::int AS count FROM subscriber s GROUP BY s.status, s.locale) a
LEFT JOIN (SELECT s.status, s.locale, count(*)::int AS count FROM mailable_subscriber() s GROUP BY s.status, s.locale) m
  ON m.status = a.status AND m.locale = a.locale
