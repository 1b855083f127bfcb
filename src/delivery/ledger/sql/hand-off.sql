-- The fence: claimed → handing for delivery $1 under token $2, in the last moment before the first byte of the body; the lease starts anew
-- with $3 seconds. Claim, lease, run, consent and suppression are all read here.
-- No row: the body must not be sent.
UPDATE delivery d SET state = 'handing', handed_at = now(), lease_until = now() + make_interval(secs => $3), updated_at = now()
FROM delivery_run r, subscriber s
WHERE d.id = $1 AND d.claim_token = $2 AND d.state = 'claimed' AND d.lease_until > now()
  AND r.edition_id = d.edition_id AND r.state = 'sending'
  AND s.id = d.subscriber_id AND s.status = 'active'
  AND NOT EXISTS (SELECT 1 FROM suppression p WHERE p.address_hash = s.address_hash)
RETURNING d.id
