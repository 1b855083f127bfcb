-- What we know of a source's items that any of the keys could mean. $1 uuid source, $2 text[] identities, $3 text[] links, $4 text[] titles.
SELECT id, identity_key AS identity, link_key AS link, title_key AS title, published_at AS "publishedAt", fingerprint
FROM source_item
WHERE source_id = $1::uuid AND (identity_key = ANY($2::text[]) OR link_key = ANY($3::text[]) OR title_key = ANY($4::text[]))
