-- Counts a failure of a model ($1 provider, $2 model) with its reason ($3); at $4 in a row it rests for $5 seconds and counts anew.
INSERT INTO model_endpoint AS e (provider, model, failures, resting_until, rest_reason)
VALUES ($1, $2, CASE WHEN $4 <= 1 THEN 0 ELSE 1 END,
  CASE WHEN $4 <= 1 THEN now() + make_interval(secs => $5) END, CASE WHEN $4 <= 1 THEN $3 END)
ON CONFLICT (provider, model) DO UPDATE SET
  failures = CASE WHEN e.failures + 1 >= $4 THEN 0 ELSE e.failures + 1 END,
  resting_until = CASE WHEN e.failures + 1 >= $4 THEN now() + make_interval(secs => $5) ELSE e.resting_until END,
  rest_reason = CASE WHEN e.failures + 1 >= $4 THEN $3 ELSE e.rest_reason END
