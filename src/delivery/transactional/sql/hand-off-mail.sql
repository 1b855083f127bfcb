-- The fence: mail $1 under token $2, about to leave by relay $4, goes from claimed to handing in the last moment before the first byte of
-- its body; the lease starts anew with $3 seconds. Claim, lease, expiry and suppression are all read here.
-- No row: the body must not be sent.
UPDATE transactional_mail m SET
  state = 'handing', relay = $4, handed_at = now(), lease_until = now() + make_interval(secs => $3), updated_at = now()
WHERE m.id = $1 AND m.claim_token = $2 AND m.state = 'claimed' AND m.lease_until > now() AND m.expires_at > now()
  AND NOT EXISTS (SELECT 1 FROM suppression p WHERE p.address_hash = m.address_hash)
RETURNING m.id
