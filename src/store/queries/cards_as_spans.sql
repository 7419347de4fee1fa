-- The cards of citizens, by person, day and making; a 暂住证 with the days on which it runs.
SELECT p.permit_id AS permit_id, p.migrant_id AS migrant_id, p.kind AS kind, p.issued_on AS issued_on,
       p.ended_on AS ended_on, p.end_reason AS end_reason, p.replaces_id AS replaces_id,
       CASE WHEN p.kind = 'temporary_permit'
            THEN (SELECT MIN(t.from_on) FROM permit_term t WHERE t.permit_id = p.permit_id) END AS runs_from,
       CASE WHEN p.kind = 'temporary_permit'
            THEN (SELECT MAX(t.until_on) FROM permit_term t WHERE t.permit_id = p.permit_id) END AS runs_until
FROM permit p
JOIN migrant m ON m.migrant_id = p.migrant_id
WHERE m.id_kind = 'citizen'
ORDER BY p.migrant_id, p.issued_on, p.permit_id
