CREATE TABLE scenarios (id INT PRIMARY KEY);
CREATE TABLE scenario_users (id INT PRIMARY KEY AUTO_INCREMENT, scenario_id INT NOT NULL, user_id BIGINT NOT NULL, role INT NOT NULL, UNIQUE KEY pair (scenario_id, user_id));
