-- Writes how a try of mail $1 under token $2 ended: state $3 (accepted, deferred, uncertain, failed; or pending: soon again), SMTP code $4,
-- enhanced code $5, reply $6, relay $7, phase $8 (null: it was given back untried), whether it counts as a try $9, seconds until the next one $10. A first doubt waits $11
-- minutes from the hand-off and is then resent; a second one is the end. What would be tried after its expiry is over: expired, or uncertain
-- when it has been in doubt. What is over is emptied; a mail that ended by a word of the relay of provider $12 is put down for feedback, with
-- the hash of its address. A late 2xx may still end a doubt, unless its resend is on the wire.
-- No row: the claim is no longer ours and the table keeps what it says.
WITH step AS MATERIALIZED (
  SELECT m.id, m.address_hash, CASE
    WHEN $3::text IN ('pending', 'deferred') AND retry.at >= m.expires_at THEN CASE WHEN m.doubted_at IS NULL THEN 'expired' ELSE 'uncertain' END
    ELSE $3::text END AS state,
    CASE
      WHEN $3::text IN ('pending', 'deferred') AND retry.at < m.expires_at THEN retry.at
      WHEN $3::text = 'uncertain' AND m.doubted_at IS NULL AND hold.until < m.expires_at THEN hold.until
    END AS next_attempt_at
  FROM transactional_mail m,
    LATERAL (SELECT now() + make_interval(secs => $10::float8) AS at) retry,
    LATERAL (SELECT coalesce(m.handed_at, now()) + make_interval(mins => $11::int) AS until) hold
  WHERE m.id = $1 AND (
    (m.claim_token = $2 AND (m.state = 'claimed' OR (m.state = 'handing' AND $8::text IS NOT NULL)))
    OR ($3::text = 'accepted' AND m.doubted_at IS NOT NULL AND m.state IN ('pending', 'claimed', 'deferred', 'uncertain')))
  FOR UPDATE OF m
), settled AS (
  UPDATE transactional_mail m SET
    state = step.state, next_attempt_at = step.next_attempt_at, claim_token = NULL, lease_until = NULL,
    attempts = m.attempts + CASE WHEN $9::bool THEN 1 ELSE 0 END,
    smtp_code = CASE WHEN $6::text IS NULL THEN m.smtp_code ELSE $4::int END,
    enhanced_code = CASE WHEN $6::text IS NULL THEN m.enhanced_code ELSE $5::text END, reply = coalesce($6::text, m.reply),
    relay = coalesce($7::text, m.relay), phase = coalesce($8::text, m.phase),
    doubted_at = CASE WHEN step.state = 'uncertain' THEN coalesce(m.doubted_at, now()) ELSE m.doubted_at END,
    accepted_at = CASE WHEN step.state = 'accepted' THEN now() END,
    ended_at = CASE WHEN step.next_attempt_at IS NULL THEN coalesce(m.ended_at, now()) END,
    address = CASE WHEN step.next_attempt_at IS NOT NULL THEN m.address END,
    address_hash = CASE WHEN step.next_attempt_at IS NOT NULL THEN m.address_hash END,
    template_values = CASE WHEN step.next_attempt_at IS NOT NULL THEN m.template_values END,
    updated_at = now()
  FROM step
  WHERE m.id = step.id
  RETURNING m.id, m.state, m.smtp_code, m.phase, step.address_hash
), told AS (
  INSERT INTO mail_refusal (mail_id, address_hash, provider)
  SELECT id, address_hash, $12::text FROM settled
  WHERE state IN ('failed', 'expired') AND smtp_code >= 400 AND phase IN ('rcpt', 'data', 'body', 'dot') AND address_hash IS NOT NULL
  ON CONFLICT DO NOTHING
)
SELECT state FROM settled
