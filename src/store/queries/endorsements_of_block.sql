-- The days on which the cards of the people from a key (?1) to a key (?2) were endorsed; what was taken back never happened.
SELECT e.permit_id AS permit_id, e.endorsed_on AS endorsed_on
FROM migrant m
JOIN permit p ON p.migrant_id = m.migrant_id AND p.kind = 'residence_permit' AND p.ended_on IS NULL
JOIN endorsement e ON e.permit_id = p.permit_id AND e.taken_back_on IS NULL
WHERE m.migrant_id BETWEEN ?1 AND ?2
UNION ALL
SELECT e.permit_id AS permit_id, e.endorsed_on AS endorsed_on
FROM migrant m
JOIN permit p ON p.migrant_id = m.migrant_id AND (p.kind = 'temporary_permit' OR p.ended_on IS NOT NULL)
JOIN endorsement e ON e.permit_id = p.permit_id AND e.taken_back_on IS NULL
WHERE m.migrant_id BETWEEN ?1 AND ?2
