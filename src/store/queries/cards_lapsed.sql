-- Cards that have not ended by a day (?1) and are not in force on it.
SELECT p.permit_id AS permit_id, p.number AS number, p.kind AS kind, p.regime AS regime, p.issued_on AS issued_on,
       p.base_on AS base_on, p.valid_until_on AS valid_until_on, p.ended_on AS ended_on, p.end_reason AS end_reason,
       p.counter_id AS counter_id, p.migrant_id AS migrant_id, m.name AS name,
       COALESCE(e.unit_id, r.unit_id, g.unit_id, p.unit_id) AS unit_id
FROM permit p
LEFT JOIN migrant m ON m.migrant_id = p.migrant_id
LEFT JOIN registration r ON r.migrant_id = p.migrant_id AND r.ended_on IS NULL AND r.registered_on <= ?1
LEFT JOIN registration g ON g.migrant_id = p.migrant_id AND g.ended_on IS NOT NULL AND g.registered_on <= ?1
    AND g.ended_on > ?1
LEFT JOIN earlier_home e ON e.registration_id = COALESCE(r.registration_id, g.registration_id)
    AND e.from_on <= ?1 AND e.until_on > ?1
WHERE p.issued_on <= ?1 AND (p.ended_on IS NULL OR p.ended_on > ?1)
  AND NOT EXISTS (SELECT 1 FROM permit_term t
                  WHERE t.permit_id = p.permit_id AND t.from_on <= ?1 AND t.until_on > ?1)
