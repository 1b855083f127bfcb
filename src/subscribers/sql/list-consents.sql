-- The consent log of a person ($1 uuid) in the order of its acts, with the words that were shown. No row: unknown, or nothing is logged.
SELECT e.id, e.action, e.purpose, e.at, e.source, e.form, text(e.ip) AS ip, e.user_agent AS "userAgent", e.locale, w.version AS "wordingVersion",
  w.text AS wording, e.detail
FROM consent_event e
LEFT JOIN consent_wording w ON w.hash = e.wording_hash
WHERE e.subscriber_id = $1::uuid
ORDER BY e.at, e.id
