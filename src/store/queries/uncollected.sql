-- Cards made at a counter, issued by a day (?2), that had not ended on a day (?1) and had not been collected.
SELECT p.permit_id AS permit_id, p.number AS number, p.migrant_id AS migrant_id, m.name AS name, p.counter_id AS counter_id,
       p.issued_on AS issued_on
FROM permit p
JOIN migrant m ON m.migrant_id = p.migrant_id
WHERE p.batch_id IS NULL AND p.issued_on <= ?2 AND p.issued_on <= ?1
  AND (p.ended_on IS NULL OR p.ended_on > ?1) AND (p.collected_on IS NULL OR p.collected_on > ?1)
