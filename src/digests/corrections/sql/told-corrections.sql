-- The corrections of edition $1 in its order: what each told first, and when it was approved. No row: it corrects nothing.
SELECT t.correction_id AS "correctionId", c.shift_id AS "shiftId", c.note, t.frozen,
  (SELECT json_build_object('id', e.id, 'number', e.number, 'startedAt', e.started_at) FROM correction_source o JOIN edition e ON e.id = o.edition_id
   WHERE o.correction_id = c.id ORDER BY e.started_at DESC, e.id DESC LIMIT 1) AS edition,
  (SELECT coalesce(
      (SELECT i.frozen FROM edition_item i WHERE i.edition_id = o.edition_id AND i.shift_id = c.shift_id),
      (SELECT p.frozen->'now' FROM edition_correction p JOIN correction k ON k.id = p.correction_id
       WHERE p.edition_id = o.edition_id AND k.shift_id = c.shift_id ORDER BY p.position LIMIT 1))
   FROM correction_source o JOIN edition e ON e.id = o.edition_id
   WHERE o.correction_id = c.id ORDER BY e.started_at DESC, e.id DESC LIMIT 1) AS item
FROM edition_correction t
JOIN correction c ON c.id = t.correction_id
WHERE t.edition_id = $1
ORDER BY t.position, t.correction_id
