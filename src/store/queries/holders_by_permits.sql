-- Persons counted from the permits that are not ended, each looked up once among the day's registrations.
SELECT COUNT(*) AS n
FROM (
    SELECT p.migrant_id AS migrant_id
    FROM permit p
    WHERE p.issued_on <= ?1 AND (p.ended_on IS NULL OR p.ended_on > ?1)
      AND (p.kind = 'residence_permit' OR EXISTS (
          SELECT 1 FROM permit_term t WHERE t.permit_id = p.permit_id AND t.from_on <= ?1 AND t.until_on > ?1))
    GROUP BY p.migrant_id
) AS bearer
JOIN migrant m ON m.migrant_id = bearer.migrant_id AND m.id_kind = 'citizen'
JOIN registration r ON r.migrant_id = bearer.migrant_id
    AND r.registered_on <= ?1 AND (r.ended_on IS NULL OR r.ended_on > ?1)
