-- How we stand with one subscriber ($1 uuid), locking the row against a change until the end of the transaction. No row: unknown.
SELECT s.status, (SELECT x.reason FROM suppression x WHERE x.address_hash = s.address_hash) AS suppression
FROM subscriber s
WHERE s.id = $1::uuid
FOR UPDATE OF s
