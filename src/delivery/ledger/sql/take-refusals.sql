-- Takes out at most $1 deliveries that a relay refused; they are told to nobody else, unless the transaction of this statement is rolled back.
-- Rows: those of them that there still are.
WITH due AS MATERIALIZED (
  SELECT delivery_id FROM delivery_refusal LIMIT $1::int FOR UPDATE SKIP LOCKED
), taken AS (
  DELETE FROM delivery_refusal r USING due WHERE r.delivery_id = due.delivery_id RETURNING r.delivery_id
)
SELECT d.id, d.provider, d.smtp_code AS code, d.enhanced_code AS "enhancedCode", coalesce(d.reply, '') AS reply, d.updated_at AS at
FROM taken t JOIN delivery d ON d.id = t.delivery_id
