-- Makes mails due whose address has been suppressed while they waited, so that the next claim ends and empties them: an erasure must not wait for
-- the ladder of retries.
UPDATE transactional_mail m SET next_attempt_at = now(), updated_at = now()
WHERE m.next_attempt_at > now() AND EXISTS (SELECT FROM suppression p WHERE p.address_hash = m.address_hash)
