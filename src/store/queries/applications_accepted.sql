-- Applications accepted from a day (?2) to a day (?3), as they stood at the end of a day (?1), the limit
-- as known by then.
SELECT a.migrant_id AS migrant_id, a.counter_id AS counter_id, a.accepted_on AS accepted_on,
       CASE WHEN a.extended_on <= ?1 THEN a.extended_to ELSE a.due_on END AS due_on,
       a.due_on AS first_due_on,
       CASE WHEN a.closed_on <= ?1 THEN a.state ELSE 'open' END AS state,
       CASE WHEN a.closed_on <= ?1 THEN a.closed_on END AS closed_on
FROM application a
WHERE a.accepted_on >= ?2 AND a.accepted_on <= ?3 AND a.accepted_on <= ?1
