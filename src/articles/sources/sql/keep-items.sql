-- Writes new items, and known ones that carry other words than before; all of them wait to become articles, except those of an archive.
-- $1 uuid source, $2 uuid fetch, $3 json array of {id, identity, linkKey, titleKey, publishedAt, fingerprint, state, code, title, link, host, html,
-- summary, author, dateSource, warnings, needsPage, quality}. An item whose id is known keeps its keys, its first date and its place in the archive.
INSERT INTO source_item AS known (id, source_id, fetch_id, identity_key, link_key, title_key, published_at, fingerprint, state, code, title, link,
  host, html, summary, author, date_source, warnings, needs_page, quality)
SELECT coalesce(i.id, uuid_v7()), $1::uuid, $2::uuid, i.identity, i."linkKey", i."titleKey", i."publishedAt", i.fingerprint, i.state, i.code, i.title,
  i.link, i.host, i.html, i.summary, i.author, i."dateSource", i.warnings, i."needsPage", i.quality
FROM jsonb_to_recordset($3::jsonb) AS i (id uuid, identity text, "linkKey" text, "titleKey" text, "publishedAt" timestamptz, fingerprint text,
  state text, code text, title text, link text, host text, html text, summary text, author text, "dateSource" text, warnings text[],
  "needsPage" boolean, quality text)
ON CONFLICT (id) DO UPDATE SET fetch_id = excluded.fetch_id, fingerprint = excluded.fingerprint, title = excluded.title, link = excluded.link,
  host = excluded.host, html = excluded.html, summary = excluded.summary, author = excluded.author, warnings = excluded.warnings,
  needs_page = excluded.needs_page, quality = excluded.quality, tries = 0, next_at = now(), code = NULL, lease_token = NULL, lease_until = NULL,
  state = CASE WHEN known.state = 'skipped' THEN 'skipped' ELSE excluded.state END
