-- Freezes the audience of a run: one row per active, unsuppressed subscriber, with the variant of his language or the fallback one.
-- $1 edition, $2 fallback locale. The row count is the frozen count. No row: nobody is subscribed, or the fallback variant is missing.
INSERT INTO delivery (edition_id, subscriber_id, variant_id)
SELECT $1, s.id, coalesce(own.id, fallback.id)
FROM subscriber s
JOIN delivery_variant fallback ON fallback.edition_id = $1 AND fallback.locale = $2
LEFT JOIN delivery_variant own ON own.edition_id = $1 AND own.locale = s.locale
WHERE s.status = 'active' AND NOT EXISTS (SELECT 1 FROM suppression p WHERE p.address_hash = s.address_hash)
