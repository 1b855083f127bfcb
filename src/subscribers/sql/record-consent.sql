-- Adds events to the consent log of a person ($1 uuid): $2 text[] actions, $3 text[] purposes, $4 timestamptz[] instants, all of one length;
-- $5 text[] sources, $6 inet[] addresses, $7 text[] user agents, $8 text[] forms, $9 text[] locales of the wording, $10 text[] its hashes,
-- each of which may hold nulls.
INSERT INTO consent_event (subscriber_id, action, purpose, at, source, ip, user_agent, form, locale, wording_hash)
SELECT $1::uuid, e.action, e.purpose, e.at, e.source, e.ip, e.user_agent, e.form, e.locale, e.wording_hash
FROM unnest($2::text[], $3::text[], $4::timestamptz[], $5::text[], $6::inet[], $7::text[], $8::text[], $9::text[], $10::text[])
  AS e (action, purpose, at, source, ip, user_agent, form, locale, wording_hash)
RETURNING id
