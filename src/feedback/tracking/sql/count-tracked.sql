-- How many mails of edition $1 uuid left in the tracked form and were taken.
SELECT count(*)::int AS count
FROM delivery_run r
JOIN delivery d ON d.edition_id = r.edition_id
  AND (r.id_prefix IS NULL OR d.id BETWEEN delivery_id(r.id_prefix, 0) AND delivery_id(r.id_prefix, 4294967295))
WHERE r.edition_id = $1::uuid AND d.is_tracked AND d.state = 'accepted'
