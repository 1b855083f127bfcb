-- How many readers left for which reason: those of edition $1 (uuid, null: of all).
SELECT reason, count(*)::int AS count FROM leave_reason WHERE $1::uuid IS NULL OR edition_id = $1::uuid GROUP BY reason
