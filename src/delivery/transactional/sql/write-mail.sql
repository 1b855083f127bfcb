-- Writes a mail of kind $1 in locale $2 to address $3, whose hash is $4, with the values $5 of its template, Message-IDs of domain $6,
-- worth sending for $7 hours. $8: the caller's own key, or null.
-- No row: there is one with that key already.
INSERT INTO transactional_mail (kind, locale, address, address_hash, template_values, message_domain, expires_at, idempotency_key)
VALUES ($1, $2, $3, $4, $5, $6, now() + make_interval(hours => $7), $8)
ON CONFLICT (idempotency_key) DO NOTHING
RETURNING id
