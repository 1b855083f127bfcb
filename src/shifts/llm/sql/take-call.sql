-- Counts one request to a model ($1 provider, $2 model) unless it is resting or has had its calls of the day ($3; days are UTC). One row:
-- whether it was counted, the seconds its rest still takes (null: it does not rest), the seconds to the next day.
WITH rest AS (
  SELECT max(ceil(extract(epoch FROM resting_until - now())))::int AS seconds
  FROM model_endpoint WHERE provider = $1 AND model = $2 AND resting_until > now()
), taken AS (
  INSERT INTO model_usage AS u (day, model, calls)
  SELECT (now() AT TIME ZONE 'UTC')::date, $2, 1 FROM rest WHERE seconds IS NULL
  ON CONFLICT (day, model) DO UPDATE SET calls = u.calls + 1 WHERE u.calls < $3
  RETURNING calls
)
SELECT EXISTS (SELECT 1 FROM taken) AS "isTaken", (SELECT seconds FROM rest) AS "restSeconds",
  ceil(extract(epoch FROM date_trunc('day', now() AT TIME ZONE 'UTC') + interval '1 day' - now() AT TIME ZONE 'UTC'))::int AS "daySeconds"
