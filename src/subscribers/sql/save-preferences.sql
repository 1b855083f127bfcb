-- Saves what a reader chose: $1 uuid id, $2 text locale, $3 text time zone, $4 date on which a pause ends at midnight of that zone (or null), $5 bool
-- personalisation, $6 bool tracking, $7 text second locale (or null), $8 text rhythm, $9 int hour, $10 to $13 text[] topics, platforms, markets
-- and actors. The row of the person is written only when something in it differs. No row: unknown.
WITH person AS (
  SELECT id, ($4::date::timestamp AT TIME ZONE $3::text) AS paused_until FROM subscriber WHERE id = $1::uuid
), saved AS (
  UPDATE subscriber s SET locale = $2::text, time_zone = $3::text, paused_until = n.paused_until, allows_personalisation = $5::bool,
    allows_tracking = $6::bool, version = version + 1, updated_at = now()
  FROM person n
  WHERE s.id = n.id AND (s.locale, s.time_zone, s.paused_until, s.allows_personalisation, s.allows_tracking)
    IS DISTINCT FROM ($2::text, $3::text, n.paused_until, $5::bool, $6::bool)
), chosen AS (
  INSERT INTO subscriber_preference AS p (subscriber_id, second_locale, rhythm, local_hour, topics, platforms, markets, actors)
  SELECT id, $7::text, $8::text, $9::int, $10::text[], $11::text[], $12::text[], $13::text[] FROM person
  ON CONFLICT (subscriber_id) DO UPDATE SET second_locale = excluded.second_locale, rhythm = excluded.rhythm, local_hour = excluded.local_hour,
    topics = excluded.topics, platforms = excluded.platforms, markets = excluded.markets, actors = excluded.actors, updated_at = now()
)
SELECT id FROM person
