-- Deliveries to subscriber $1 that relays accepted after $2, by runs that began no longer than a week before it.
SELECT d.id, d.accepted_at AS at
FROM delivery_run r JOIN delivery d ON d.edition_id = r.edition_id AND d.subscriber_id = $1::uuid
WHERE r.started_at > $2::timestamptz - interval '7 days' AND d.state = 'accepted' AND d.accepted_at > $2::timestamptz
