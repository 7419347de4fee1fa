-- The 居住证 of citizens that were issued by the day (?1), none ended as an error; each person's first one first.
SELECT p.migrant_id AS migrant_id, p.counter_id AS counter_id, p.unit_id AS unit_id, p.issued_on AS issued_on
FROM permit p
JOIN migrant m ON m.migrant_id = p.migrant_id
WHERE p.kind = 'residence_permit' AND p.issued_on <= ?1 AND m.id_kind = 'citizen'
  AND NOT (p.ended_on IS NOT NULL AND p.ended_on <= ?1 AND p.end_reason = 'error')
ORDER BY p.migrant_id, p.issued_on, p.permit_id
