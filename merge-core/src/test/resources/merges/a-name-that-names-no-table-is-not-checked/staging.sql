CREATE TABLE saved_scenarios (id INT PRIMARY KEY, scenario_id INT);
