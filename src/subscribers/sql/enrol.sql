-- Makes a person active by their own confirmation: $1 bytea hash, $2 text address, $3 text locale, $4 text time zone (for a new person only),
-- $5 text source, $6 bool personalisation, $7 bool tracking. What they allowed before stays allowed. Always a row.
INSERT INTO subscriber AS s (address_hash, email, locale, time_zone, status, source, allows_personalisation, allows_tracking)
VALUES ($1::bytea, $2::text, $3::text, $4::text, 'active', $5::text, $6::bool, $7::bool)
ON CONFLICT (address_hash) DO UPDATE SET
  status = 'active', locale = excluded.locale, version = s.version + 1, updated_at = now(),
  allows_personalisation = s.allows_personalisation OR excluded.allows_personalisation,
  allows_tracking = s.allows_tracking OR excluded.allows_tracking
RETURNING id
