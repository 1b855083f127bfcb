-- Ends claims whose lease is over and what waits beyond its expiry, by the database's clock. A claim that was never handed off is safe to
-- give back; one that was may have arrived: uncertain, to be resent once, $1 minutes after its hand-off. What is over is emptied;
-- what a relay has put off until its time was over is put down for feedback.
-- Rows: what was changed, and whether it is in doubt from now on.
WITH step AS MATERIALIZED (
  SELECT m.id, m.address_hash, coalesce(d.provider, 'other') AS provider, m.state = 'handing' AS was_handing, CASE
    WHEN m.state = 'claimed' AND m.expires_at > now() THEN 'pending'
    WHEN m.state = 'handing' OR m.doubted_at IS NOT NULL THEN 'uncertain'
    ELSE 'expired' END AS state,
    CASE
      WHEN m.state = 'claimed' AND m.expires_at > now() THEN now()
      WHEN m.state = 'handing' AND m.doubted_at IS NULL AND m.handed_at + hold.time < m.expires_at THEN m.handed_at + hold.time
    END AS next_attempt_at
  FROM transactional_mail m LEFT JOIN mail_domain d ON d.domain = split_part(m.address, '@', 2),
    LATERAL (SELECT make_interval(mins => $1::int) AS time) hold
  WHERE (m.state IN ('claimed', 'handing') AND m.lease_until <= now()) OR (m.next_attempt_at IS NOT NULL AND m.expires_at <= now())
  ORDER BY m.id LIMIT 1000 FOR UPDATE OF m SKIP LOCKED
), swept AS (
  UPDATE transactional_mail m SET
    state = step.state, next_attempt_at = step.next_attempt_at, claim_token = NULL, lease_until = NULL,
    attempts = m.attempts + CASE WHEN step.was_handing THEN 1 ELSE 0 END,
    phase = CASE WHEN step.was_handing THEN 'dot' ELSE m.phase END,
    doubted_at = CASE WHEN step.state = 'uncertain' THEN coalesce(m.doubted_at, now()) ELSE m.doubted_at END,
    ended_at = CASE WHEN step.next_attempt_at IS NULL THEN now() END,
    address = CASE WHEN step.next_attempt_at IS NOT NULL THEN m.address END,
    address_hash = CASE WHEN step.next_attempt_at IS NOT NULL THEN m.address_hash END,
    template_values = CASE WHEN step.next_attempt_at IS NOT NULL THEN m.template_values END,
    updated_at = now()
  FROM step
  WHERE m.id = step.id
  RETURNING m.id, m.kind, m.state, m.smtp_code, m.phase, step.was_handing, step.address_hash, step.provider
), told AS (
  INSERT INTO mail_refusal (mail_id, address_hash, provider)
  SELECT id, address_hash, provider FROM swept
  WHERE state = 'expired' AND smtp_code >= 400 AND phase IN ('rcpt', 'data', 'body', 'dot')
  ON CONFLICT DO NOTHING
)
SELECT id, kind, state, was_handing AS "isNewDoubt" FROM swept
