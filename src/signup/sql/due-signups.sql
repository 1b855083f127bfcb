-- Requests that are due at $1 (timestamptz), the oldest first.
SELECT id FROM signup WHERE due_at <= $1::timestamptz ORDER BY due_at LIMIT 500
