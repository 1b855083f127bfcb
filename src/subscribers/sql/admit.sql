-- Creates people and records their consent in one statement. $1 bytea[] hashes, $2 text[] addresses, $3 text[] names (null: none), $4 text[]
-- locales, $5 text[] time zones, all of one length and without repeats; $6 text source ('api', 'import'); $7 jsonb detail of the consent.
-- Rows are written in the order of the hash, so that two imports of one list wait for each other instead of locking each other out.
-- No row for an address: somebody else created it in the meantime.
WITH created AS (
  INSERT INTO subscriber (address_hash, email, name, locale, time_zone, status, source)
  SELECT g.address_hash, g.email, g.name, g.locale, g.time_zone, 'active', $6::text
  FROM unnest($1::bytea[], $2::text[], $3::text[], $4::text[], $5::text[]) AS g (address_hash, email, name, locale, time_zone)
  ORDER BY g.address_hash
  ON CONFLICT (address_hash) DO NOTHING
  RETURNING id, address_hash
), consent AS (
  INSERT INTO consent_event (subscriber_id, action, source, detail)
  SELECT id, 'subscribed', $6::text, $7::jsonb FROM created
)
SELECT id, encode(address_hash, 'hex') AS hash FROM created
