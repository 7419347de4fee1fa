-- The stays of the people from a key (?1) to a key (?2), each with its earlier homes; the county as told in it.
SELECT m.migrant_id AS migrant_id, r.registration_id AS registration_id, m.id_kind AS id_kind, m.sex AS sex,
       m.birth_on AS birth_on,
       r.registered_on AS registered_on, r.ended_on AS ended_on, r.counter_id AS counter_id, r.unit_id AS unit_id,
       r.stay AS stay, r.reason AS reason, r.dwelling AS dwelling, CASE WHEN r.exempt IS NULL THEN 0 ELSE 1 END AS is_exempt, m.hukou_county AS hukou_county,
       e.from_on AS home_from_on, e.until_on AS home_until_on, e.unit_id AS home_unit_id, e.stay AS home_stay,
       e.reason AS home_reason, e.dwelling AS home_dwelling
FROM migrant m
JOIN registration r ON r.migrant_id = m.migrant_id AND r.ended_on IS NULL
LEFT JOIN earlier_home e ON e.registration_id = r.registration_id
WHERE m.migrant_id BETWEEN ?1 AND ?2
UNION ALL
SELECT m.migrant_id AS migrant_id, r.registration_id AS registration_id, m.id_kind AS id_kind, m.sex AS sex,
       m.birth_on AS birth_on,
       r.registered_on AS registered_on, r.ended_on AS ended_on, r.counter_id AS counter_id, r.unit_id AS unit_id,
       r.stay AS stay, r.reason AS reason, r.dwelling AS dwelling, CASE WHEN r.exempt IS NULL THEN 0 ELSE 1 END AS is_exempt,
       CASE WHEN t.registration_id IS NULL THEN m.hukou_county ELSE t.hukou_county END AS hukou_county,
       e.from_on AS home_from_on, e.until_on AS home_until_on, e.unit_id AS home_unit_id, e.stay AS home_stay,
       e.reason AS home_reason, e.dwelling AS home_dwelling
FROM migrant m
JOIN registration r ON r.migrant_id = m.migrant_id AND r.ended_on IS NOT NULL
LEFT JOIN told_before t ON t.registration_id = r.registration_id
LEFT JOIN earlier_home e ON e.registration_id = r.registration_id
WHERE m.migrant_id BETWEEN ?1 AND ?2
