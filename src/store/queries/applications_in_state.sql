-- Applications made by a day (?1) that stood in a state (?2) at its end, with the limit known by then. A notice of
-- missing papers is answered by whatever the person applied for since: it is none any more.
SELECT a.application_id AS application_id, a.migrant_id AS migrant_id, m.name AS name, a.counter_id AS counter_id,
       a.accepted_on AS accepted_on, a.applied_on AS applied_on,
       CASE WHEN a.closed_on <= ?1 THEN a.closed_on END AS closed_on, CASE WHEN a.extended_on <= ?1 THEN a.extended_to ELSE a.due_on END AS due_on,
       a.promised_on AS promised_on,
       COALESCE(e.unit_id, r.unit_id, g.unit_id) AS unit_id
FROM application a
LEFT JOIN migrant m ON m.migrant_id = a.migrant_id
LEFT JOIN registration r ON r.migrant_id = a.migrant_id AND r.ended_on IS NULL AND r.registered_on <= ?1
LEFT JOIN registration g ON g.migrant_id = a.migrant_id AND g.ended_on IS NOT NULL AND g.registered_on <= ?1
    AND g.ended_on > ?1
LEFT JOIN earlier_home e ON e.registration_id = COALESCE(r.registration_id, g.registration_id)
    AND e.from_on <= ?1 AND e.until_on > ?1
WHERE a.applied_on <= ?1
  AND CASE WHEN a.closed_on <= ?1 THEN a.state WHEN a.accepted_on IS NULL THEN 'incomplete' ELSE 'open' END = ?2
  AND (?2 <> 'incomplete' OR NOT EXISTS (SELECT 1 FROM application l
       WHERE l.migrant_id = a.migrant_id AND l.application_id > a.application_id AND l.applied_on <= ?1))
ORDER BY a.application_id
