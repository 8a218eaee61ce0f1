CREATE TABLE scenarios (id INT PRIMARY KEY, user_id BIGINT);
INSERT INTO scenarios VALUES (1, 4), (2, NULL);
