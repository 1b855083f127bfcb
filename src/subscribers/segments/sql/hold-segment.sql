-- The segment $1 (uuid), locked for a change until the transaction ends. No row: unknown.
SELECT id, name, filter, version, created_at AS "createdAt", updated_at AS "updatedAt" FROM segment WHERE id = $1 FOR UPDATE
