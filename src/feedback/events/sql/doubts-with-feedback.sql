-- Deliveries in doubt about which something has come back that only a mail which was taken can draw (whoever fetched what it links to, a person or
-- a machine, too), oldest first, at most $1.
SELECT d.id FROM delivery d
WHERE d.uncertain_at IS NOT NULL AND (
  EXISTS (SELECT 1 FROM feedback_event e WHERE e.delivery_id = d.id AND e.matched_by <> 'ledger' AND e.undone_at IS NULL)
  OR EXISTS (SELECT 1 FROM tracking_event t WHERE t.delivery_id = d.id))
LIMIT $1::int
