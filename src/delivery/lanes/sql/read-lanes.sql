-- What has been learnt of lanes and still matters: held for so many more seconds, or slowed so many seconds ago.
SELECT relay, provider, rate_per_second AS "ratePerSecond", extract(epoch FROM now() - slowed_at)::float8 AS "slowedSecondsAgo",
  greatest(extract(epoch FROM held_until - now()), 0)::float8 AS "heldSeconds", held_reason AS "heldReason"
FROM lane
WHERE held_until > now() OR slowed_at > now() - interval '1 hour'
