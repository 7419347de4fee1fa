-- The registered of a day, a row each, with all that a figure may tell people apart by.
-- ?1 the day; ?2 born from this day on: too young; ?3 born up to this day: too old;
-- ?4 registered by this day: half a year complete.
-- held: 2 a card in force, 1 a 居住证 that has not ended, else nothing that counts.
SELECT m.migrant_id AS migrant_id,
       COALESCE(e.unit_id, r.unit_id) AS unit_id,
       r.counter_id AS counter_id,
       m.id_kind AS id_kind,
       m.id_number AS id_number,
       m.sex AS sex,
       COALESCE(e.reason, r.reason) AS reason,
       CASE WHEN e.earlier_home_id IS NULL THEN r.dwelling ELSE e.dwelling END AS dwelling,
       CASE WHEN e.earlier_home_id IS NULL THEN r.stay ELSE e.stay END AS stay,
       CASE WHEN r.exempt IS NULL THEN 0 ELSE 1 END AS exempt,
       CASE WHEN m.birth_on < ?2 AND m.birth_on > ?3 THEN 1 ELSE 0 END AS of_age,
       CASE WHEN r.registered_on <= ?4 THEN 1 ELSE 0 END AS settled,
       COALESCE(t.hukou, m.hukou) AS hukou,
       CASE WHEN t.registration_id IS NULL THEN m.hukou_county ELSE t.hukou_county END AS hukou_county,
       (SELECT MAX(CASE
                   WHEN EXISTS (SELECT 1 FROM permit_term pt
                                WHERE pt.permit_id = p.permit_id AND pt.from_on <= ?1 AND pt.until_on > ?1) THEN 2
                   WHEN p.kind = 'residence_permit' THEN 1
                   ELSE 0 END)
        FROM (SELECT live.permit_id, live.kind, live.issued_on
              FROM permit live
              WHERE live.migrant_id = r.migrant_id AND live.kind = 'residence_permit' AND live.ended_on IS NULL
              UNION ALL
              SELECT other.permit_id, other.kind, other.issued_on
              FROM permit other
              WHERE other.migrant_id = r.migrant_id
                AND (other.kind = 'temporary_permit' OR other.ended_on IS NOT NULL)
                AND (other.ended_on IS NULL OR other.ended_on > ?1)) p
        WHERE p.issued_on <= ?1) AS held
FROM registration r
JOIN migrant m ON m.migrant_id = r.migrant_id
LEFT JOIN told_before t ON t.registration_id = r.registration_id
LEFT JOIN earlier_home e
    ON e.registration_id = r.registration_id AND e.from_on <= ?1 AND e.until_on > ?1
WHERE r.registered_on <= ?1 AND (r.ended_on IS NULL OR r.ended_on > ?1)
