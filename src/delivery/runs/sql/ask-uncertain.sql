-- Uncertain deliveries whose relays $1 can tell whether they took them, and that were not asked for in the last $2 minutes. At most 50.
SELECT d.id, d.relay, r.message_domain AS "messageDomain"
FROM delivery d JOIN delivery_run r USING (edition_id)
WHERE d.uncertain_at IS NOT NULL AND d.relay = ANY ($1::text[]) AND d.updated_at < now() - make_interval(mins => $2)
LIMIT 50
