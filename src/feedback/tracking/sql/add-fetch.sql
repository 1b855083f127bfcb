-- Notes a fetch of link $2 int (null: of the picture) in the mail of delivery $1 uuid: class of the agent $3 text, HEAD $4 bool, prefetch $5 bool. At
-- most $6 of one mail are kept, so that nobody fills the table with one link, and none of a mail older than $7 months, whose first ones may be gone.
-- The reader is held while this is written, so that one who takes their consent back at this moment leaves nothing behind.
-- No row: the reader allows no tracking (any more) or is gone, there is no such delivery, or the mail is old or has had its share.
WITH reader AS (
  SELECT d.id AS delivery_id, d.edition_id, s.id AS subscriber_id
  FROM delivery d JOIN subscriber s ON s.id = d.subscriber_id
  WHERE d.id = $1::uuid AND s.allows_tracking AND coalesce(d.handed_at, d.accepted_at, now()) > now() - make_interval(months => $7)
  FOR SHARE OF s
)
INSERT INTO tracking_event (delivery_id, edition_id, subscriber_id, link_id, agent, is_head, is_prefetch)
SELECT r.delivery_id, r.edition_id, r.subscriber_id, $2::int, $3::text, $4::bool, $5::bool
FROM reader r
WHERE (SELECT count(*) FROM (SELECT 1 FROM tracking_event e WHERE e.delivery_id = $1::uuid LIMIT $6::int) known) < $6::int
RETURNING id
