-- Freezes the audience of a run: one row per mailable subscriber (the function says who that is), with the variant of his language or the fallback one, and
-- the provider of his mailbox as far as it is known.
-- Only those of a segment, and only readers of other editions: their conditions stand in the places of the last two, with parameters from $4 on.
-- $1 edition, $2 fallback locale, $3 prefix of the ids. The row count is the frozen count. No row: nobody is subscribed, or the fallback
-- variant is missing.
INSERT INTO delivery (id, edition_id, subscriber_id, variant_id, provider)
SELECT delivery_id($3, row_number() OVER ()), $1, s.id, coalesce(own.id, fallback.id), coalesce(m.provider, 'other')
FROM mailable_subscriber() s
JOIN delivery_variant fallback ON fallback.edition_id = $1 AND fallback.locale = $2
LEFT JOIN delivery_variant own ON own.edition_id = $1 AND own.locale = s.locale
LEFT JOIN mail_domain m ON m.domain = split_part(s.email, '@', 2)
WHERE true /* segment */ AND true /* readers */
