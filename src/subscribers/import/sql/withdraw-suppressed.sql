-- Takes back the people whom this transaction has added and whose address turns out to be suppressed: an erasure that committed between the
-- look at the standing and the insert (which waited for it) is visible only to this later statement. $1 uuid import. `rows`: taken back.
WITH gone AS (
  DELETE FROM subscriber s
  WHERE s.address_hash IN (
      SELECT g.address_hash FROM subscriber_import_stage g
      WHERE EXISTS (SELECT FROM suppression x WHERE x.address_hash = g.address_hash)
    )
    AND s.xmin = pg_current_xact_id()::xid
  RETURNING s.address_hash
), report AS (
  INSERT INTO subscriber_import_fault (import_id, line, code, field)
  SELECT $1::uuid, min(g.line), 'suppressed', 'email'
  FROM subscriber_import_stage g JOIN gone USING (address_hash) GROUP BY g.address_hash
)
SELECT count(*)::int AS rows FROM gone
