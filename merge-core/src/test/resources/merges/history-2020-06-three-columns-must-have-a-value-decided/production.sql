CREATE TABLE saved_scenarios (id INT PRIMARY KEY, scenario_id INT);
INSERT INTO saved_scenarios VALUES (1, 44);
