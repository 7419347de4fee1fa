-- Citizens whose first 居住证 was issued by the day (?1), never one ended as an error, by counter and unit.
SELECT counter_id, unit_id, COUNT(*) AS n
FROM (
    SELECT p.counter_id AS counter_id, p.unit_id AS unit_id,
           ROW_NUMBER() OVER (PARTITION BY p.migrant_id ORDER BY p.issued_on, p.permit_id) AS place
    FROM permit p
    JOIN migrant m ON m.migrant_id = p.migrant_id
    WHERE p.kind = 'residence_permit' AND p.issued_on <= ?1 AND m.id_kind = 'citizen'
      AND NOT (p.ended_on IS NOT NULL AND p.ended_on <= ?1 AND p.end_reason = 'error')
) AS card
WHERE place = 1
GROUP BY counter_id, unit_id
