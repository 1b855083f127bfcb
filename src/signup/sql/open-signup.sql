-- The same request ($1 uuid, at $2 timestamptz), locked, with all that the consent log needs. No row: as above.
SELECT s.id, s.address_hash AS "addressHash", s.email, s.locale, s.purposes, s.wording_hashes AS "wordingHashes",
  s.wording_locale AS "wordingLocale", s.source, s.form, host(s.ip) AS ip, s.user_agent AS "userAgent", s.created_at AS "createdAt",
  s.subscriber_id AS "subscriberId"
FROM signup s
WHERE s.id = $1::uuid AND s.expires_at > $2::timestamptz
FOR UPDATE OF s
