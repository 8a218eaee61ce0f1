-- Whether ETEngine has the scenario is a question to another database; here the id must at least be one.
SELECT id, scenario_id
FROM ${target}.saved_scenarios
WHERE scenario_id < 1
