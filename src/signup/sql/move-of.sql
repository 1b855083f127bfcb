-- The last change of address that the person $1 (uuid) asked for. No row: none within three days.
SELECT email AS "newAddress", created_at AS "askedAt", expires_at AS "expiresAt", old_agreed_at AS "oldAgreedAt", new_agreed_at AS "newAgreedAt", done_at AS "doneAt"
FROM address_change WHERE subscriber_id = $1::uuid
