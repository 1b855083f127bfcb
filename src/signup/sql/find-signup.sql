-- What stands behind the link of a confirmation mail: the request $1 (uuid), if it has not expired at $2 (timestamptz). `status` is that of
-- the person whom it enrolled, or null while it waits. No row: expired, deleted, or never written.
SELECT s.locale, p.status
FROM signup s
LEFT JOIN subscriber p ON p.id = s.subscriber_id
WHERE s.id = $1::uuid AND s.expires_at > $2::timestamptz
