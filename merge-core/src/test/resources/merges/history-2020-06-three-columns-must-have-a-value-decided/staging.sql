CREATE TABLE saved_scenarios (id INT PRIMARY KEY, scenario_id INT, title VARCHAR(255) NOT NULL, area_code VARCHAR(255) NOT NULL, end_year INT NOT NULL);
