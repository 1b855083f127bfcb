-- Forgets hosts that nobody has visited for $1 int days, with their robots.txt, a thousand at a time.
DELETE FROM fetch_host
WHERE host IN (
  SELECT host FROM fetch_host
  WHERE next_at < now() - make_interval(days => $1::int) AND (lease_until IS NULL OR lease_until < now())
  LIMIT 1000
)
