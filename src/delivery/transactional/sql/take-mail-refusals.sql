-- Takes out at most $1 single mails that a relay refused; they are told to nobody else, unless the transaction of this statement is rolled back.
-- Rows: those of them that there still are, with the subscriber who has that address now.
WITH due AS MATERIALIZED (
  SELECT mail_id FROM mail_refusal LIMIT $1::int FOR UPDATE SKIP LOCKED
), taken AS (
  DELETE FROM mail_refusal r USING due WHERE r.mail_id = due.mail_id RETURNING r.mail_id, r.address_hash, r.provider
)
SELECT m.id, m.kind, t.provider, m.smtp_code AS code, m.enhanced_code AS "enhancedCode", coalesce(m.reply, '') AS reply, m.ended_at AS at,
  t.address_hash AS "addressHash", s.id AS "subscriberId"
FROM taken t
JOIN transactional_mail m ON m.id = t.mail_id
LEFT JOIN subscriber s ON s.address_hash = t.address_hash
