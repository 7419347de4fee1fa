-- The stays of citizens, as spans of days.
SELECT r.migrant_id AS migrant_id, r.registered_on AS registered_on, r.ended_on AS ended_on
FROM registration r
JOIN migrant m ON m.migrant_id = r.migrant_id
WHERE m.id_kind = 'citizen'
