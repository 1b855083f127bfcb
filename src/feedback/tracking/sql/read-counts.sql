-- The figures of edition $1 uuid: of its pictures, of its links together, and of each link, also of those that nobody followed.
SELECT c.what, c.link_id AS "linkId", NULL AS place, NULL AS url, c.human_readers AS "humanReaders", c.human_total AS "humanTotal",
  c.machine_readers AS "machineReaders", c.machine_total AS "machineTotal"
FROM tracking_count c
WHERE c.edition_id = $1::uuid AND c.what <> 'link'
UNION ALL
SELECT 'link', l.id, l.place, l.url, coalesce(c.human_readers, 0), coalesce(c.human_total, 0), coalesce(c.machine_readers, 0),
  coalesce(c.machine_total, 0)
FROM tracked_link l
LEFT JOIN tracking_count c ON c.edition_id = l.edition_id AND c.what = 'link' AND c.link_id = l.id
WHERE l.edition_id = $1::uuid
ORDER BY 1, 2
