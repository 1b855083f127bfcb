-- Holds the runs that may be over. One that somebody else holds is left to the next round.
SELECT edition_id AS "editionId" FROM delivery_run
WHERE state IN ('sending', 'cancelled') AND finished_at IS NULL
FOR UPDATE SKIP LOCKED
