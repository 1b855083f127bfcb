-- How many people stand where, by status and locale; `mailable` are those of them whose address is not suppressed.
SELECT s.status, s.locale, count(*)::int AS count, (count(*) FILTER (WHERE x.address_hash IS NULL))::int AS mailable
FROM subscriber s
LEFT JOIN suppression x ON x.address_hash = s.address_hash
GROUP BY s.status, s.locale
