-- Takes back the people whom this batch has added and whose address turns out to be suppressed: an erasure that committed between the look at
-- the suppressions and the insert (which waited for it) is visible only to this later statement. `rows`: taken back.
WITH gone AS (
  DELETE FROM subscriber
  WHERE id = ANY (ARRAY(
    SELECT g.id FROM subscriber_import_stage g
    CROSS JOIN LATERAL (SELECT 1 FROM suppression k WHERE k.address_hash = g.address_hash LIMIT 1) x
  ))
  RETURNING id
)
SELECT count(*)::int AS rows FROM gone
