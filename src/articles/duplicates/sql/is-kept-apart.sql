-- One row with `apart`: whether an editor took article $1 away from somebody in the cluster of article $2, or refused the pair. Never undone by a rule.
SELECT EXISTS (
  SELECT 1 FROM article_relation r
  WHERE r.state IN ('refused', 'detached') AND (
    (r.article_id = $1 AND r.other_id IN (SELECT m.id FROM article m WHERE m.id = $2 OR m.lead_id = $2))
    OR (r.other_id = $1 AND r.article_id IN (SELECT m.id FROM article m WHERE m.id = $2 OR m.lead_id = $2)))
) AS apart
