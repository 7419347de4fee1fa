-- Who had a card on a day (?1) that had not ended: a 居住证, also an expired one, or a 暂住证 in its term.
SELECT p.migrant_id AS migrant_id
FROM permit p
WHERE p.issued_on <= ?1 AND (p.ended_on IS NULL OR p.ended_on > ?1)
  AND (p.kind = 'residence_permit' OR EXISTS (
      SELECT 1 FROM permit_term t WHERE t.permit_id = p.permit_id AND t.from_on <= ?1 AND t.until_on > ?1))
