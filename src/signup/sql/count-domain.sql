-- Counts one mail for the mailbox domain $1 (text) at $2 (timestamptz), unless $3 (int) were sent within the hour that began with the first.
-- One row: `endsAt` of the hour; `isOver`: it is full, and this one is not counted.
WITH counted AS (
  INSERT INTO signup_count AS c (scope, subject, hits, ends_at) VALUES ('domain', $1::text, 1, $2::timestamptz + interval '1 hour')
  ON CONFLICT (scope, subject) DO UPDATE SET
    hits = 1 + CASE WHEN c.ends_at > $2::timestamptz THEN c.hits ELSE 0 END,
    ends_at = CASE WHEN c.ends_at > $2::timestamptz THEN c.ends_at ELSE excluded.ends_at END
    WHERE c.ends_at <= $2::timestamptz OR c.hits < $3::int
  RETURNING c.ends_at
)
SELECT ends_at AS "endsAt", false AS "isOver" FROM counted
UNION ALL
SELECT ends_at, true FROM signup_count WHERE scope = 'domain' AND subject = $1::text AND NOT EXISTS (SELECT FROM counted)
