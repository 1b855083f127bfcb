-- Runs that have work now, oldest first: sending, with a slice or with a delivery that came back and is due at one of the providers $1.
SELECT r.edition_id AS "editionId" FROM delivery_run r
WHERE r.state = 'sending' AND r.expires_at > now() AND (
  EXISTS (SELECT 1 FROM delivery_slice s WHERE s.edition_id = r.edition_id)
  OR EXISTS (
    SELECT 1 FROM unnest($1::text[]) AS p (provider) CROSS JOIN LATERAL (
      SELECT 1 FROM delivery d WHERE d.edition_id = r.edition_id AND d.provider = p.provider AND d.next_attempt_at <= now() LIMIT 1) due))
ORDER BY r.started_at
