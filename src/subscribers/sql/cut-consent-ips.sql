-- Cuts the addresses of consent events older than $1 (timestamptz) to their networks (/24, /48), a bounded number at a time.
UPDATE consent_event SET ip = network_of(ip) WHERE (subscriber_id, id) IN (
  SELECT subscriber_id, id FROM consent_event WHERE masklen(ip) IN (32, 128) AND at < $1::timestamptz ORDER BY at LIMIT 10000
)
