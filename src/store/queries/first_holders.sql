-- Citizens who were ever issued a 居住证 by the day (?1), one ended as an error apart.
SELECT COUNT(*) AS n
FROM (
    SELECT p.migrant_id AS migrant_id
    FROM permit p
    WHERE p.kind = 'residence_permit' AND p.issued_on <= ?1
      AND NOT (p.ended_on IS NOT NULL AND p.ended_on <= ?1 AND p.end_reason = 'error')
    GROUP BY p.migrant_id
) AS holder
JOIN migrant m ON m.migrant_id = holder.migrant_id AND m.id_kind = 'citizen'
