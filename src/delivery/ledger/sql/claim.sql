-- Claims up to $4 due deliveries of run $1 under token $2 for $3 seconds of the database's clock: first what came back and is due, then
-- the next of a slice. $5 and $6 say how many of each provider may go now; a fresh one beyond that is set aside, due at once, for a later
-- claim. Consent and suppression are read in the same statement: who has left gets `suppressed` instead of `claimed`. So is the consent to
-- tracking, which decides the form of the mail.
-- (IS NOT DISTINCT FROM keeps it from reading the whole run by its edition instead of the slice by its ids; OFFSET 0 keeps the planner from reading all of suppression into a hash table.)
-- The claim is noted, for the sweep to look at in $7 seconds.
-- Rows: what was claimed, suppressed or set aside (`pending`). No row: nothing is due, or the run is not sending.
WITH run AS MATERIALIZED (
  SELECT edition_id FROM delivery_run WHERE edition_id = $1 AND state = 'sending' AND expires_at > now()
), due AS MATERIALIZED (
  SELECT w.id, w.provider, w.subscriber_id
  FROM run
  CROSS JOIN unnest($5::text[], $6::int[]) AS cap (provider, many)
  CROSS JOIN LATERAL (
    SELECT d.id, d.provider, d.subscriber_id FROM delivery d
    WHERE d.edition_id = run.edition_id AND d.provider = cap.provider AND d.next_attempt_at <= now()
    ORDER BY d.next_attempt_at LIMIT least(cap.many, $4::int) FOR UPDATE SKIP LOCKED
  ) w
  LIMIT $4::int
), slice AS MATERIALIZED (
  SELECT s.edition_id, s.after_id, s.last_id FROM delivery_slice s JOIN run USING (edition_id)
  WHERE (SELECT count(*) FROM due) < $4::int
  ORDER BY s.last_id LIMIT 1 FOR UPDATE OF s SKIP LOCKED
), next AS MATERIALIZED (
  SELECT d.id, d.provider, d.subscriber_id, d.state = 'pending' AND d.next_attempt_at IS NULL AS is_fresh
  FROM slice s
  CROSS JOIN LATERAL (
    SELECT * FROM delivery d WHERE d.edition_id IS NOT DISTINCT FROM s.edition_id AND d.id > s.after_id AND d.id <= s.last_id
    ORDER BY d.id LIMIT $4::int - (SELECT count(*) FROM due)
  ) d
), reached AS MATERIALIZED (
  SELECT s.edition_id, s.last_id, (SELECT n.id FROM next n ORDER BY n.id DESC LIMIT 1) AS id FROM slice s
), used_up AS (
  DELETE FROM delivery_slice t USING reached r
  WHERE t.edition_id = r.edition_id AND t.last_id = r.last_id AND (r.id IS NULL OR r.id >= r.last_id)
), moved_on AS (
  UPDATE delivery_slice t SET after_id = r.id FROM reached r
  WHERE t.edition_id = r.edition_id AND t.last_id = r.last_id AND r.id < r.last_id
), judged AS (
  SELECT due.id, due.subscriber_id, true AS fits FROM due
  UNION ALL
  SELECT f.id, f.subscriber_id, f.place <= coalesce(cap.many, 0) - (SELECT count(*) FROM due WHERE due.provider = f.provider)
  FROM (SELECT n.id, n.provider, n.subscriber_id, row_number() OVER (PARTITION BY n.provider ORDER BY n.id) AS place FROM next n WHERE n.is_fresh) f
  LEFT JOIN unnest($5::text[], $6::int[]) AS cap (provider, many) USING (provider)
), read AS (
  SELECT j.id, j.fits, s.id AS subscriber_id, s.email, s.name, s.allows_tracking,
    s.status = 'active' AND NOT EXISTS (SELECT 1 FROM suppression p WHERE p.address_hash = s.address_hash OFFSET 0) AS is_reader
  FROM judged j
  LEFT JOIN subscriber s ON s.id = j.subscriber_id
), noted AS (
  INSERT INTO delivery_claim (edition_id, token, delivery_ids, look_at)
  SELECT $1, $2, array_agg(r.id), now() + make_interval(secs => $7) FROM read r WHERE r.fits AND r.is_reader HAVING count(*) > 0
)
UPDATE delivery d SET
  state = CASE WHEN NOT r.fits THEN 'pending' WHEN r.is_reader THEN 'claimed' ELSE 'suppressed' END,
  claim_token = CASE WHEN r.fits AND r.is_reader THEN $2::uuid END,
  lease_until = CASE WHEN r.fits AND r.is_reader THEN now() + make_interval(secs => $3) END,
  next_attempt_at = CASE WHEN NOT r.fits THEN now() END,
  updated_at = now()
FROM read r
WHERE d.id = r.id
RETURNING d.id, d.state, d.attempt, d.provider, d.variant_id AS "variantId", r.subscriber_id AS "subscriberId", r.email, r.name,
  r.allows_tracking IS TRUE AS "allowsTracking"
