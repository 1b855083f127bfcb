-- What became of the editions that one reader ($1 uuid) was in the audience of, newest first. (By the runs, since the ledger is only indexed by
-- edition and reader.)
SELECT d.edition_id AS "editionId", d.state, d.handed_at AS "handedAt", d.accepted_at AS "acceptedAt"
FROM delivery_run r
JOIN delivery d ON d.edition_id = r.edition_id AND d.subscriber_id = $1::uuid
ORDER BY d.id DESC
