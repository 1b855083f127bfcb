-- The two steps of nearly every delivery, of many deliveries in one statement, so that the fence costs far less than a round trip a message.
-- Accepts: ids $4 under tokens $5 were taken with SMTP codes $6, enhanced codes $7 and replies $8 by relays $9. A late 2xx may still turn
-- uncertain into accepted; the sweep has counted that attempt already. Left out: the claim is no longer ours and the ledger keeps what it
-- says.
-- Fences: ids $1 under tokens $2, about to leave by relays $10, go from claimed to handing in the last moment before the first byte of the
-- body; the lease starts anew with $3 seconds. Claim, lease, run, consent and suppression are all read here. One whose form tells of its reader
-- ($11) needs the consent to tracking too. Left out: the body must not be sent.
-- One row: how many were accepted and how many fences are open, and which ones only when it is not all of them, since reading ids costs more
-- than all else.
-- (The questions are sub-selects and no joins, and the lease is asked for in no index's words, so that every plan begins with the ids; OFFSET 0 keeps
-- the planner from reading all of suppression into a hash table. No column of the common way is in an index, so its updates stay in the heap.)
WITH accepted AS (
  UPDATE delivery d SET
    state = 'accepted', claim_token = NULL, lease_until = NULL, uncertain_at = NULL,
    attempt = d.attempt + CASE WHEN d.state = 'uncertain' THEN 0 ELSE 1 END,
    smtp_code = e.code, enhanced_code = e.enhanced_code, reply = e.reply, relay = e.relay, phase = 'dot',
    accepted_at = now(), updated_at = now()
  FROM unnest($4::uuid[], $5::uuid[], $6::int[], $7::text[], $8::text[], $9::text[]) AS e (id, token, code, enhanced_code, reply, relay)
  WHERE d.id = e.id AND (d.claim_token = e.token AND d.state IN ('claimed', 'handing') OR d.state = 'uncertain')
  RETURNING d.id
), handed AS (
  UPDATE delivery d SET state = 'handing', relay = h.relay, is_tracked = h.is_tracked, handed_at = now(), lease_until = now() + make_interval(secs => $3), updated_at = now()
  FROM unnest($1::uuid[], $2::uuid[], $10::text[], $11::bool[]) AS h (id, token, relay, is_tracked)
  WHERE d.id = h.id AND d.claim_token = h.token AND d.state = 'claimed' AND d.lease_until - now() > interval '0'
    AND (SELECT r.state = 'sending' FROM delivery_run r WHERE r.edition_id = d.edition_id)
    AND (
      SELECT s.status = 'active' AND (s.allows_tracking OR NOT h.is_tracked) AND NOT EXISTS (SELECT 1 FROM suppression p WHERE p.address_hash = s.address_hash OFFSET 0)
      FROM subscriber s WHERE s.id = d.subscriber_id)
  RETURNING d.id
)
SELECT a.many AS "acceptedCount", CASE WHEN a.many < cardinality($4::uuid[]) THEN a.ids END AS "acceptedIds",
  h.many AS "handedCount", CASE WHEN h.many < cardinality($1::uuid[]) THEN h.ids END AS "handedIds"
FROM (SELECT count(*)::int AS many, array_agg(id) AS ids FROM accepted) a,
  (SELECT count(*)::int AS many, array_agg(id) AS ids FROM handed) h
