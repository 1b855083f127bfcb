-- What is known of domains $1 now: their providers $2, their mail servers $3 (one JSON array each), and whether the look-up succeeded $4.
-- A failed one keeps what was known before.
INSERT INTO mail_domain AS m (domain, provider, mx, is_known)
SELECT domain, provider, ARRAY(SELECT jsonb_array_elements_text(mx::jsonb)), is_known
FROM unnest($1::text[], $2::text[], $3::text[], $4::bool[]) AS d (domain, provider, mx, is_known)
ON CONFLICT (domain) DO UPDATE SET
  provider = CASE WHEN excluded.is_known THEN excluded.provider ELSE m.provider END,
  mx = CASE WHEN excluded.is_known THEN excluded.mx ELSE m.mx END,
  is_known = excluded.is_known, looked_up_at = now()
