-- The next translation that a model ($1) is to make, held for $2 seconds. No row: nothing is due.
UPDATE translation SET tries = tries + 1, next_try_at = now() + make_interval(secs => $2)
WHERE id = (SELECT id FROM translation WHERE model = $1 AND state = 'wanted' AND next_try_at <= now()
  ORDER BY next_try_at LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id, from_locale AS "from", locale AS "to", source, tries
