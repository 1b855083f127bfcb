-- What came back about edition $1 and was not taken back: by receiving provider, class, and whether the relay said so at once.
SELECT provider, kind AS class, matched_by = 'ledger' AS "isRefusal", count(*)::int AS count
FROM feedback_event
WHERE edition_id = $1::uuid AND undone_at IS NULL
GROUP BY 1, 2, 3
