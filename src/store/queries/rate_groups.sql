-- The registered of a day, in groups on which the domain decides.
-- ?1 the day; ?2 born from this day on: too young; ?3 born up to this day: too old;
-- ?4 registered by this day: half a year complete; ?5 the city's own county codes, each between blanks.
SELECT unit_id, counter_id, id_kind, stay, exempt, of_age, settled, own_city,
       COUNT(*) AS registered, SUM(holder) AS holders, SUM(holder_in_force) AS in_force
FROM (
    SELECT COALESCE(e.unit_id, r.unit_id) AS unit_id,
           r.counter_id AS counter_id,
           m.id_kind AS id_kind,
           CASE WHEN e.earlier_home_id IS NULL THEN r.stay ELSE e.stay END AS stay,
           CASE WHEN r.exempt IS NULL THEN 0 ELSE 1 END AS exempt,
           CASE WHEN m.birth_on < ?2 AND m.birth_on > ?3 THEN 1 ELSE 0 END AS of_age,
           CASE WHEN r.registered_on <= ?4 THEN 1 ELSE 0 END AS settled,
           CASE WHEN m.hukou_county IS NOT NULL AND ?5 LIKE '% ' || m.hukou_county || ' %' THEN 1 ELSE 0 END AS own_city,
           CASE WHEN EXISTS (
               SELECT 1 FROM permit p
               WHERE p.migrant_id = r.migrant_id AND p.issued_on <= ?1 AND (p.ended_on IS NULL OR p.ended_on > ?1)
                 AND (p.kind = 'residence_permit' OR EXISTS (
                     SELECT 1 FROM permit_term t WHERE t.permit_id = p.permit_id AND t.from_on <= ?1 AND t.until_on > ?1))
           ) THEN 1 ELSE 0 END AS holder,
           CASE WHEN EXISTS (
               SELECT 1 FROM permit p
               JOIN permit_term t ON t.permit_id = p.permit_id AND t.from_on <= ?1 AND t.until_on > ?1
               WHERE p.migrant_id = r.migrant_id AND p.issued_on <= ?1 AND (p.ended_on IS NULL OR p.ended_on > ?1)
           ) THEN 1 ELSE 0 END AS holder_in_force
    FROM registration r
    JOIN migrant m ON m.migrant_id = r.migrant_id
    LEFT JOIN earlier_home e
        ON e.registration_id = r.registration_id AND e.from_on <= ?1 AND e.until_on > ?1
    WHERE r.registered_on <= ?1 AND (r.ended_on IS NULL OR r.ended_on > ?1)
) AS person
GROUP BY unit_id, counter_id, id_kind, stay, exempt, of_age, settled, own_city
