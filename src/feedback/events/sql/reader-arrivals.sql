-- When mails to reader $1 arrived, as providers tell it ($2 since when), or as the ledger has it: of the deliveries $3 accepted at $4, those
-- that no bounce has refuted.
SELECT told.at FROM (
  SELECT e.delivery_id AS id, e.occurred_at AS at FROM feedback_event e
  WHERE e.subscriber_id = $1::uuid AND e.occurred_at > $2::timestamptz AND e.kind = 'delivered' AND e.undone_at IS NULL
  UNION ALL
  SELECT a.id, a.at FROM unnest($3::uuid[], $4::timestamptz[]) AS a (id, at)
) told
WHERE NOT EXISTS (
  SELECT 1 FROM feedback_event b WHERE b.delivery_id = told.id AND b.kind IN ('hard', 'soft', 'block') AND b.undone_at IS NULL)
