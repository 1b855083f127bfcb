-- One import ($1 uuid), or a page of those whose upload is complete, newest first: below the cursor $2 (uuid, null: from the top), $3 rows.
SELECT id, state, actor, file_name AS "fileName", sha256, format, encoding, bytes::int, part, settings, rows_read AS "rowsRead",
  share_read AS "shareRead", counts, failure, created_at AS "createdAt", started_at AS "startedAt", ended_at AS "endedAt"
FROM subscriber_import
WHERE CASE WHEN $1::uuid IS NULL THEN state <> 'uploading' AND ($2::uuid IS NULL OR id < $2::uuid)
  ELSE id = $1::uuid END
ORDER BY id DESC
LIMIT $3::int
