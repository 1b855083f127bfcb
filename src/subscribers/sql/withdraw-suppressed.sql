-- Takes back the people just created ($1 uuid[]) whose address turns out to be suppressed: an erasure that committed between the look at
-- the standing and the insert (which waited for it) is visible only to this later statement. A row: that one was taken back.
DELETE FROM subscriber s USING suppression x
WHERE s.id = ANY ($1::uuid[]) AND x.address_hash = s.address_hash
RETURNING encode(s.address_hash, 'hex') AS hash
