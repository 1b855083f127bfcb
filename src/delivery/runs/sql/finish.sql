-- Finishes those of the runs $1 that are over by arithmetic: as many rows as were frozen, none of them open. Also stamps the end of
-- cancelled runs. The caller holds the runs (finishable.sql), so that a resend at the same moment waits and is seen.
UPDATE delivery_run r SET state = CASE WHEN r.state = 'cancelled' THEN 'cancelled' ELSE 'finished' END, finished_at = now()
WHERE r.edition_id = ANY ($1::uuid[])
  AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.edition_id = r.edition_id AND d.state IN ('pending', 'claimed', 'handing', 'deferred'))
  AND (SELECT count(*) FROM delivery d WHERE d.edition_id = r.edition_id) = r.frozen_count
RETURNING r.edition_id AS "editionId"
