-- How we stand with each of these addresses: the state of the person's row and the reason of the suppression, either may be null.
-- $1 bytea[] address hashes, without repeats. An address without a row in the answer is unknown to us.
SELECT encode(coalesce(s.address_hash, x.address_hash), 'hex') AS hash, s.id, s.status, x.reason AS suppression
FROM (SELECT address_hash, id, status FROM subscriber WHERE address_hash = ANY ($1::bytea[])) s
FULL JOIN (SELECT address_hash, reason FROM suppression WHERE address_hash = ANY ($1::bytea[])) x USING (address_hash)
