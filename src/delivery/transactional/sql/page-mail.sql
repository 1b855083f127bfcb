-- Mails, newest first, of kind $1 and state $2 or of any, before id $3 or from the newest, at most $4. Neither addresses nor contents.
SELECT id, kind, locale, state, attempts, smtp_code AS code, enhanced_code AS "enhancedCode", reply, relay, phase, created_at AS "createdAt",
  handed_at AS "handedAt", next_attempt_at AS "nextAttemptAt", expires_at AS "expiresAt", ended_at AS "endedAt"
FROM transactional_mail
WHERE ($1::text IS NULL OR kind = $1) AND ($2::text IS NULL OR state = $2) AND ($3::uuid IS NULL OR id < $3)
ORDER BY id DESC LIMIT $4
