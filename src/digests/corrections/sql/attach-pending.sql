-- Puts into edition $1 the corrections that wait for the next digest: open, and told by no edition that was not cancelled. At most 20; the row count
-- tells how many. The caller holds the lock of attaching.
INSERT INTO edition_correction (edition_id, correction_id, position)
SELECT $1, c.id, row_number() OVER (ORDER BY c.id)
FROM correction c
WHERE c.state = 'open' AND c.severity = 'next-digest'
  AND NOT EXISTS (
    SELECT 1 FROM edition_correction t JOIN edition e ON e.id = t.edition_id
    WHERE t.correction_id = c.id AND e.state <> 'cancelled')
ORDER BY c.id
LIMIT 20
ON CONFLICT DO NOTHING
