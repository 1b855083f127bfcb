-- Rows of the inbox for the articles $1, in that order, each with the size of its cluster and where it was seen first. For one page at a time.
SELECT a.id, r.title, a.source_url AS "sourceUrl", a.publisher, a.published_at AS "publishedAt", a.language, a.host, a.state,
  a.state_reason AS "stateReason", a.state_by AS "stateBy", a.state_at AS "stateAt", a.tier, a.score, a.topics,
  a.open_proposals AS "openProposals", a.created_at AS "createdAt",
  jsonb_build_object('articles', c.articles, 'sources', greatest(1, c.sources), 'earliest', e.earliest) AS cluster
FROM unnest($1::uuid[]) WITH ORDINALITY AS p (id, place)
JOIN article a ON a.id = p.id
JOIN article_revision r ON r.id = a.current_revision_id
CROSS JOIN LATERAL (
  SELECT count(DISTINCT m.id)::int AS articles, count(DISTINCT coalesce(o.host, o.id::text))::int AS sources
  FROM article m LEFT JOIN article_origin o ON o.article_id = m.id WHERE m.id = a.id OR m.lead_id = a.id
) c
LEFT JOIN LATERAL (
  SELECT jsonb_build_object('url', o.url, 'publisher', o.publisher,
    'firstSeenAt', to_char(o.first_seen_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) AS earliest
  FROM article m JOIN article_origin o ON o.article_id = m.id WHERE m.id = a.id OR m.lead_id = a.id
  ORDER BY o.first_seen_at, o.id LIMIT 1
) e ON true
ORDER BY p.place
