CREATE TABLE scenarios (id INT PRIMARY KEY, owner_id BIGINT);
INSERT INTO scenarios VALUES (1, 4), (2, NULL), (3, 4);
