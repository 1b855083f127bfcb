-- One article that was last looked at by rules with a lower number than $1, and that nobody else is at. No row: there is none.
SELECT id FROM article WHERE appraised_version < $1 AND current_revision_id IS NOT NULL ORDER BY appraised_version, id LIMIT 1
FOR NO KEY UPDATE SKIP LOCKED
