-- Every stay of every citizen, with what was told of the person then.
SELECT r.registration_id AS registration_id, r.migrant_id AS migrant_id, r.registered_on AS registered_on,
       r.ended_on AS ended_on, r.reason AS reason, m.id_number AS id_number,
       COALESCE(t.hukou, m.hukou) AS hukou,
       CASE WHEN t.registration_id IS NULL THEN m.hukou_county ELSE t.hukou_county END AS hukou_county
FROM registration r
JOIN migrant m ON m.migrant_id = r.migrant_id
LEFT JOIN told_before t ON t.registration_id = r.registration_id
WHERE m.id_kind = 'citizen'
