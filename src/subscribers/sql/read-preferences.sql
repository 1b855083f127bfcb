-- What a reader ($1 uuid) chose. A pause that is over is none; the choices are null when none were made. No row: unknown.
SELECT s.locale, s.time_zone AS "timeZone", s.allows_personalisation AS "allowsPersonalisation", s.allows_tracking AS "allowsTracking",
  CASE WHEN s.paused_until > now() THEN to_char(s.paused_until AT TIME ZONE s.time_zone, 'YYYY-MM-DD') END AS "pausedUntil",
  p.second_locale AS "secondLocale", p.rhythm, p.local_hour AS "localHour", p.topics, p.platforms, p.markets, p.actors
FROM subscriber s
LEFT JOIN subscriber_preference p ON p.subscriber_id = s.id
WHERE s.id = $1::uuid
