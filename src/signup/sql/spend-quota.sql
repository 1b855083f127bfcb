-- One more confirmation mail to the mailbox $1 (bytea hash of its plain form) at $2 (timestamptz): not within 24 hours of the last one, and
-- never more than $3 (int). Whoever comes at the same moment waits for the row. No row: the quota is used up.
INSERT INTO signup_quota AS q (address_hash, mails, last_mail_at) VALUES ($1::bytea, 1, $2::timestamptz)
ON CONFLICT (address_hash) DO UPDATE SET mails = q.mails + 1, last_mail_at = excluded.last_mail_at
  WHERE q.mails < $3::int AND q.last_mail_at <= excluded.last_mail_at - interval '24 hours'
RETURNING mails
