-- Ends claims whose lease is over, by the database's clock. A delivery that was never handed off is safe to give back; one that was may have
-- arrived, so it is uncertain, never pending. At most $1 claims. One that still has a delivery which this could not end, because its lease
-- goes on or began anew meanwhile, is kept and looked at again.
-- Rows: the claims that were looked at, with how many of their deliveries were given back and how many became uncertain.
WITH due AS MATERIALIZED (
  SELECT id, delivery_ids FROM delivery_claim WHERE look_at <= now() ORDER BY look_at LIMIT $1 FOR UPDATE SKIP LOCKED
), leased AS MATERIALIZED (
  SELECT due.id AS claim_id, d.id, d.lease_until
  FROM due CROSS JOIN unnest(due.delivery_ids) AS one (id) JOIN delivery d ON d.id = one.id
  WHERE d.state IN ('claimed', 'handing')
), swept AS (
  UPDATE delivery d SET
    state = CASE WHEN d.state = 'handing' THEN 'uncertain' ELSE 'pending' END,
    attempt = d.attempt + CASE WHEN d.state = 'handing' THEN 1 ELSE 0 END,
    phase = CASE WHEN d.state = 'handing' THEN 'dot' ELSE d.phase END,
    next_attempt_at = CASE WHEN d.state = 'claimed' THEN now() END,
    uncertain_at = CASE WHEN d.state = 'handing' THEN now() END,
    claim_token = NULL, lease_until = NULL, updated_at = now()
  FROM leased l
  WHERE d.id = l.id AND d.state IN ('claimed', 'handing') AND d.lease_until - now() <= interval '0'
  RETURNING d.id, d.state
), looked AS MATERIALIZED (
  SELECT due.id, min(l.lease_until) FILTER (WHERE s.id IS NULL) AS look_at, bool_or(l.id IS NOT NULL AND s.id IS NULL) AS goes_on,
    count(*) FILTER (WHERE s.state = 'pending')::int AS released, count(*) FILTER (WHERE s.state = 'uncertain')::int AS uncertain
  FROM due LEFT JOIN leased l ON l.claim_id = due.id LEFT JOIN swept s ON s.id = l.id
  GROUP BY due.id
), put_off AS (
  UPDATE delivery_claim c SET look_at = greatest(l.look_at, now() + interval '1 second') FROM looked l WHERE c.id = l.id AND l.goes_on
), ended AS (
  DELETE FROM delivery_claim c USING looked l WHERE c.id = l.id AND NOT l.goes_on
)
SELECT released, uncertain FROM looked
