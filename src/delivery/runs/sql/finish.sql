-- Finishes those of the runs $1 that are over by arithmetic: as many rows as were frozen, none of them open. Also stamps the end of
-- cancelled runs. The caller holds the runs (finishable.sql), so that a resend at the same moment waits and is seen. The rows are counted
-- only when nothing is left in a slice, waiting, or claimed.
UPDATE delivery_run r SET state = CASE WHEN r.state = 'cancelled' THEN 'cancelled' ELSE 'finished' END, finished_at = now()
WHERE r.edition_id = ANY ($1::uuid[])
  AND CASE
    WHEN EXISTS (SELECT 1 FROM delivery_slice s WHERE s.edition_id = r.edition_id) THEN false
    WHEN EXISTS (SELECT 1 FROM delivery d WHERE d.edition_id = r.edition_id AND d.next_attempt_at IS NOT NULL) THEN false
    WHEN EXISTS (
      SELECT 1 FROM delivery_claim c CROSS JOIN unnest(c.delivery_ids) AS one (id) JOIN delivery d ON d.id = one.id
      WHERE c.edition_id = r.edition_id AND d.state IN ('claimed', 'handing')) THEN false
    ELSE (
      SELECT count(*) = r.frozen_count AND count(*) FILTER (WHERE d.state IN ('pending', 'claimed', 'handing', 'deferred')) = 0
      FROM delivery d WHERE d.edition_id = r.edition_id
    )
  END
RETURNING r.edition_id AS "editionId"
