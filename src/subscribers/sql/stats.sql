-- How many people stand where, by status and locale; `mailable` are those of them whose address is not suppressed
-- and who do not pause.
SELECT s.status, s.locale, count(*)::int AS count, (count(*) FILTER (WHERE x.address_hash IS NULL AND (s.paused_until IS NULL OR s.paused_until <= now())))::int AS mailable
FROM subscriber s
LEFT JOIN suppression x ON x.address_hash = s.address_hash
GROUP BY s.status, s.locale
