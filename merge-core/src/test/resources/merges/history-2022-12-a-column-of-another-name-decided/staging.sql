CREATE TABLE scenarios (id INT PRIMARY KEY, owner_id BIGINT);
