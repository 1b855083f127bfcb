-- Logs what became of each finding of a reader ($2) in a revision ($1): outcomes ($3), reasons ($4) and fingerprints ($5), one each. A
-- proposal that stands there as somebody else's, or that an editor has judged before, is logged as known.
INSERT INTO model_finding (revision_id, reader, outcome, reason, shift_id)
SELECT $1, $2, CASE WHEN f.outcome = 'proposed' AND s.id IS NULL THEN 'known' ELSE f.outcome END, f.reason, s.id
FROM unnest($3::text[], $4::text[], $5::text[]) AS f (outcome, reason, fingerprint)
LEFT JOIN shift s ON f.outcome = 'proposed' AND s.revision_id = $1 AND s.fingerprint = f.fingerprint AND s.claim->>'source' = $2
