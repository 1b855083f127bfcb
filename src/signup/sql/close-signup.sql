-- The request $1 (uuid) enrolled the person $2 (uuid): nothing personal stays in it.
UPDATE signup SET subscriber_id = $2::uuid, address_hash = NULL, email = NULL, ip = NULL, user_agent = NULL, due_at = NULL
WHERE id = $1::uuid AND subscriber_id IS NULL
