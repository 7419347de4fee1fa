-- The cards of the people from a key (?1) to a key (?2), each with its terms. Replaced: another one stands for it.
SELECT m.migrant_id AS migrant_id, p.permit_id AS permit_id, m.id_kind AS id_kind, p.kind AS kind,
       p.issued_on AS issued_on, p.ended_on AS ended_on, 0 AS is_error, 0 AS is_replaced, p.counter_id AS counter_id,
       p.unit_id AS unit_id, t.from_on AS from_on, t.until_on AS until_on
FROM migrant m
JOIN permit p ON p.migrant_id = m.migrant_id AND p.kind = 'residence_permit' AND p.ended_on IS NULL
LEFT JOIN permit_term t ON t.permit_id = p.permit_id
WHERE m.migrant_id BETWEEN ?1 AND ?2
UNION ALL
SELECT m.migrant_id AS migrant_id, p.permit_id AS permit_id, m.id_kind AS id_kind, p.kind AS kind,
       p.issued_on AS issued_on, p.ended_on AS ended_on,
       CASE WHEN p.end_reason = 'error' THEN 1 ELSE 0 END AS is_error,
       CASE WHEN p.end_reason = 'replaced' OR EXISTS (
                SELECT 1 FROM permit n WHERE n.migrant_id = m.migrant_id AND n.replaces_id = p.permit_id
                    AND n.kind = 'residence_permit' AND n.ended_on IS NULL)
            OR EXISTS (
                SELECT 1 FROM permit n WHERE n.migrant_id = m.migrant_id AND n.replaces_id = p.permit_id
                    AND (n.kind = 'temporary_permit' OR n.ended_on IS NOT NULL))
            THEN 1 ELSE 0 END AS is_replaced, p.counter_id AS counter_id,
       p.unit_id AS unit_id, t.from_on AS from_on, t.until_on AS until_on
FROM migrant m
JOIN permit p ON p.migrant_id = m.migrant_id AND (p.kind = 'temporary_permit' OR p.ended_on IS NOT NULL)
LEFT JOIN permit_term t ON t.permit_id = p.permit_id
WHERE m.migrant_id BETWEEN ?1 AND ?2
