CREATE TABLE users (id INT PRIMARY KEY);
CREATE TABLE saved_scenarios (id INT PRIMARY KEY);
INSERT INTO saved_scenarios VALUES (1);
