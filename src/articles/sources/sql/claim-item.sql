-- Claims the item that has waited longest; one whose page must be fetched only when its host is free. $1 uuid token, $2 int lease in seconds.
-- No row: none is due, or all hosts are busy. A paused source's items wait with it. A lease that ran out is
-- counted as a try, since the item may be what ended its worker.
UPDATE source_item
SET lease_token = $1::uuid, lease_until = now() + make_interval(secs => $2::int),
  tries = tries + CASE WHEN lease_until IS NULL THEN 0 ELSE 1 END
WHERE id = (
  SELECT i.id FROM source_item i JOIN source s ON s.id = i.source_id LEFT JOIN fetch_host h ON h.host = i.host AND i.needs_page
  WHERE i.state = 'waiting' AND i.next_at <= now() AND (i.lease_until IS NULL OR i.lease_until < now()) AND s.state <> 'paused'
    AND (h.host IS NULL OR (h.next_at <= now() AND (h.lease_until IS NULL OR h.lease_until < now())))
  ORDER BY i.next_at LIMIT 1
  FOR UPDATE OF i SKIP LOCKED
)
RETURNING id, source_id AS "sourceId", fetch_id AS "fetchId", title, link, link_key IS NOT NULL AS "hasOwnLink",
  host, html, summary, author, published_at AS "publishedAt",
  first_seen_at AS "firstSeenAt", date_source AS "dateSource", warnings, needs_page AS "needsPage", article_id AS "articleId", quality, tries
