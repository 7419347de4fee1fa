-- The registrations active at the end of a day (?1), with what can be missing in them.
SELECT r.migrant_id AS migrant_id, r.batch_id AS batch_id, COALESCE(e.unit_id, r.unit_id) AS unit_id,
       CASE WHEN e.earlier_home_id IS NULL THEN r.dwelling ELSE e.dwelling END AS dwelling,
       CASE WHEN e.earlier_home_id IS NULL THEN r.stay ELSE e.stay END AS stay,
       m.id_kind AS id_kind, m.id_number AS id_number, m.name AS name, m.birth_on AS birth_on,
       CASE WHEN t.registration_id IS NULL THEN m.phone ELSE t.phone END AS phone,
       CASE WHEN t.registration_id IS NULL THEN m.hukou ELSE t.hukou END AS hukou,
       CASE WHEN t.registration_id IS NULL THEN m.hukou_county ELSE t.hukou_county END AS hukou_county
FROM registration r
JOIN migrant m ON m.migrant_id = r.migrant_id
LEFT JOIN told_before t ON t.registration_id = r.registration_id AND r.ended_on IS NOT NULL
LEFT JOIN earlier_home e
    ON e.registration_id = r.registration_id AND e.from_on <= ?1 AND e.until_on > ?1
WHERE r.registered_on <= ?1 AND (r.ended_on IS NULL OR r.ended_on > ?1)
