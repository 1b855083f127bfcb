-- Writes events: $1 jsonb, an array of the columns below with their `place`. What is known already, by its delivery and kind or by the source's
-- own id, is left out. Written in one order, so that two batches wait for each other and never crosswise.
-- The words of a server are kept only while there is a person they may be about.
-- Rows: the new ones, by place.
WITH given AS MATERIALIZED (
  SELECT uuid_v7() AS id, g.*
  FROM jsonb_to_recordset($1::jsonb) AS g (
    place int, delivery_id uuid, edition_id uuid, subscriber_id uuid, kind text, source text, external_id text, matched_by text, provider text,
    status text, rule text, reply text, provider_message_id text, occurred_at timestamptz)
), added AS (
  INSERT INTO feedback_event (id, delivery_id, edition_id, subscriber_id, kind, source, external_id, matched_by, provider, status, rule, reply,
    provider_message_id, occurred_at)
  SELECT g.id, g.delivery_id, g.edition_id, s.id, g.kind, g.source, g.external_id, g.matched_by, g.provider, g.status, g.rule,
    CASE WHEN g.subscriber_id IS NULL OR s.id IS NOT NULL THEN g.reply END, g.provider_message_id, g.occurred_at
  FROM given g LEFT JOIN subscriber s ON s.id = g.subscriber_id
  ORDER BY g.delivery_id, g.kind, g.source, g.external_id
  ON CONFLICT DO NOTHING
  RETURNING id
)
SELECT g.place, g.id FROM given g JOIN added a USING (id)
