-- Adds to the figures of editions $1 uuid[] what has changed: $2 text[] what, $3 int[] links, $4 int[] readers and $5 int[] fetches judged human, $6
-- int[] readers and $7 int[] fetches judged a machine's. In one order, so that two writers never wait for each other crosswise.
INSERT INTO tracking_count AS c (edition_id, what, link_id, human_readers, human_total, machine_readers, machine_total)
SELECT f.edition_id, f.what, f.link_id, sum(f.human_readers), sum(f.human_total), sum(f.machine_readers), sum(f.machine_total)
FROM unnest($1::uuid[], $2::text[], $3::int[], $4::int[], $5::int[], $6::int[], $7::int[])
  AS f (edition_id, what, link_id, human_readers, human_total, machine_readers, machine_total)
GROUP BY f.edition_id, f.what, f.link_id
ORDER BY f.edition_id, f.what, f.link_id
ON CONFLICT (edition_id, what, link_id) DO UPDATE SET
  human_readers = c.human_readers + excluded.human_readers, human_total = c.human_total + excluded.human_total,
  machine_readers = c.machine_readers + excluded.machine_readers, machine_total = c.machine_total + excluded.machine_total
