-- Saves what a reader chose: $1 uuid id, $2 text locale, $3 text time zone. Nothing is written when nothing differs. No row: unknown.
WITH person AS (
  SELECT id FROM subscriber WHERE id = $1::uuid
), saved AS (
  UPDATE subscriber s SET locale = $2::text, time_zone = $3::text, version = version + 1, updated_at = now()
  WHERE s.id = $1::uuid AND (s.locale, s.time_zone) IS DISTINCT FROM ($2::text, $3::text)
)
SELECT id FROM person
