-- Deletes mails that ended more than $1 days ago, a bounded number at a time.
DELETE FROM transactional_mail WHERE id IN (
  SELECT id FROM transactional_mail WHERE ended_at < now() - make_interval(days => $1::int) LIMIT 10000
)
