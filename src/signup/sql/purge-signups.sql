-- Deletes what is over at $1 (timestamptz), a bounded number at a time: requests that nobody confirmed, changes of address, counts, used challenges. One row.
WITH requests AS (
  DELETE FROM signup WHERE id IN (SELECT id FROM signup WHERE expires_at <= $1::timestamptz LIMIT 10000 FOR UPDATE SKIP LOCKED)
  RETURNING subscriber_id
), counts AS (
  DELETE FROM signup_count c USING (
    SELECT scope, subject FROM signup_count WHERE ends_at <= $1::timestamptz LIMIT 10000 FOR UPDATE SKIP LOCKED
  ) old WHERE (c.scope, c.subject) = (old.scope, old.subject)
), moves AS (
  DELETE FROM address_change
  WHERE id IN (SELECT id FROM address_change WHERE expires_at <= $1::timestamptz LIMIT 10000 FOR UPDATE SKIP LOCKED)
), challenges AS (
  DELETE FROM signup_challenge
  WHERE id IN (SELECT id FROM signup_challenge WHERE expires_at <= $1::timestamptz LIMIT 10000 FOR UPDATE SKIP LOCKED)
)
SELECT count(*) FILTER (WHERE subscriber_id IS NULL)::int AS unconfirmed FROM requests
