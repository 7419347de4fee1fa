-- What was told of a person (?1) in a stay: the present one (?3 null), or one from a day (?2) until a day (?3).
SELECT CASE WHEN t.registration_id IS NULL THEN m.hukou ELSE t.hukou END AS hukou,
       CASE WHEN t.registration_id IS NULL THEN m.hukou_county ELSE t.hukou_county END AS hukou_county,
       m.id_number AS id_number
FROM migrant m
LEFT JOIN registration r ON ?3 IS NOT NULL AND r.migrant_id = m.migrant_id AND r.ended_on IS NOT NULL
    AND r.registered_on = ?2 AND r.ended_on = ?3
LEFT JOIN told_before t ON t.registration_id = r.registration_id
WHERE m.migrant_id = ?1
ORDER BY r.registration_id
LIMIT 1
