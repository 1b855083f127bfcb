-- The mailbox $1 (text) with the numbers $2 (bigint) has been read up to the mail $3 (bigint). Two readers at once never go back; new numbers
-- begin anew.
INSERT INTO imap_position AS known (mailbox, uid_validity, last_uid) VALUES ($1::text, $2::bigint, $3::bigint)
ON CONFLICT (mailbox) DO UPDATE SET uid_validity = excluded.uid_validity, read_at = now(),
  last_uid = CASE WHEN known.uid_validity = excluded.uid_validity THEN greatest(known.last_uid, excluded.last_uid) ELSE excluded.last_uid END
