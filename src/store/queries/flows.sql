-- Citizens registered when the month of the day (?1) began (?2), and who came and went since.
SELECT COUNT(CASE WHEN r.registered_on < ?2 AND (r.ended_on IS NULL OR r.ended_on >= ?2) THEN 1 END) AS opening,
       COUNT(CASE WHEN r.registered_on >= ?2 AND r.registered_on <= ?1 THEN 1 END) AS begun,
       COUNT(CASE WHEN r.ended_on >= ?2 AND r.ended_on <= ?1 THEN 1 END) AS ended
FROM registration r
JOIN migrant m ON m.migrant_id = r.migrant_id
WHERE m.id_kind = 'citizen'
