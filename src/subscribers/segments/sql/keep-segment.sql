-- The segment $1 (uuid), kept as it is until the transaction ends, however many do so. No row: unknown.
SELECT id, name, filter, version, created_at AS "createdAt", updated_at AS "updatedAt" FROM segment WHERE id = $1 FOR SHARE
