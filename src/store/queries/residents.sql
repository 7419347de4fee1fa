-- The citizens registered at the end of a day (?1), with what entitlement and duty are decided on.
-- moved: an earlier home may have told another intended stay.
SELECT r.migrant_id AS migrant_id, m.name AS name, COALESCE(e.unit_id, r.unit_id) AS unit_id, m.birth_on AS birth_on,
       CASE WHEN r.ended_on IS NULL THEN m.hukou_county
            WHEN EXISTS (SELECT 1 FROM told_before t WHERE t.registration_id = r.registration_id)
                THEN (SELECT t.hukou_county FROM told_before t WHERE t.registration_id = r.registration_id)
            ELSE m.hukou_county END AS hukou_county,
       r.registered_on AS registered_on, r.arrived_on AS arrived_on, r.exempt AS exempt,
       CASE WHEN e.earlier_home_id IS NULL THEN r.stay ELSE e.stay END AS stay,
       CASE WHEN r.home_since_on > r.registered_on OR r.home_told_on IS NOT NULL THEN 1 ELSE 0 END AS moved
FROM registration r
JOIN migrant m ON m.migrant_id = r.migrant_id
LEFT JOIN earlier_home e
    ON e.registration_id = r.registration_id AND e.from_on <= ?1 AND e.until_on > ?1
WHERE r.registered_on <= ?1 AND (r.ended_on IS NULL OR r.ended_on > ?1) AND m.id_kind = 'citizen'
