-- Takes a request, with the same work whoever's address it is: uses up the challenge ($1 uuid, forgotten after $2), counts $3 for the address
-- ($4 inet) and its network within hours that begin with the first request, and writes the request unless one of them is over its limit ($5, $6).
-- $7 now; $8 bytea hash, $9 text address, $10 locale, $11 text[] purposes, $12 text[] hashes of their wording, $13 its locale, $14 source,
-- $15 form, $16 user agent, $17 timestamptz when it expires. It is dated by the database's clock, like a leave that may follow. isFresh: the challenge had not been used. limitedUntil: nothing was written.
WITH spent AS (
  INSERT INTO signup_challenge (id, expires_at) VALUES ($1::uuid, $2::timestamptz) ON CONFLICT DO NOTHING
  RETURNING id
), counted AS (
  INSERT INTO signup_count AS c (scope, subject, hits, ends_at)
  SELECT v.scope, v.subject, $3::int, $7::timestamptz + interval '1 hour'
  FROM spent, (VALUES ('ip', host($4::inet)), ('network', host(network_of($4::inet)))) AS v (scope, subject)
  ORDER BY v.scope
  ON CONFLICT (scope, subject) DO UPDATE SET
    hits = excluded.hits + CASE WHEN c.ends_at > $7::timestamptz THEN c.hits ELSE 0 END,
    ends_at = CASE WHEN c.ends_at > $7::timestamptz THEN c.ends_at ELSE excluded.ends_at END
  RETURNING c.scope, c.hits, c.ends_at
), over AS (
  SELECT max(ends_at) AS ends_at FROM counted WHERE hits > CASE scope WHEN 'ip' THEN $5::int ELSE $6::int END
), taken AS (
  INSERT INTO signup (address_hash, email, locale, purposes, wording_hashes, wording_locale, source, form, ip, user_agent, created_at,
    expires_at, due_at)
  SELECT $8::bytea, $9::text, $10::text, $11::text[], $12::text[], $13::text, $14::text, $15::text, $4::inet, $16::text, now(),
    $17::timestamptz, $7::timestamptz
  FROM spent, over WHERE over.ends_at IS NULL
  RETURNING id
)
SELECT EXISTS (SELECT FROM spent) AS "isFresh", (SELECT id FROM taken) AS id, (SELECT ends_at FROM over) AS "limitedUntil"
