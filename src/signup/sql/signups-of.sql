-- Requests to subscribe that name the address of the person $1 (uuid) or have enrolled them, newest first.
SELECT r.created_at AS "requestedAt", r.expires_at AS "expiresAt", r.subscriber_id IS NOT NULL AS "isConfirmed", r.locale, r.purposes, r.source,
  r.form, host(r.ip) AS ip, r.user_agent AS "userAgent"
FROM signup r
WHERE r.subscriber_id = $1::uuid OR r.address_hash = (SELECT s.address_hash FROM subscriber s WHERE s.id = $1::uuid)
ORDER BY r.created_at DESC, r.id DESC
