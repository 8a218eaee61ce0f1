CREATE TABLE scenarios (id INT PRIMARY KEY, user_id BIGINT);
INSERT INTO scenarios VALUES (1, 4), (2, NULL), (3, 5), (4, 5), (5, 6), (6, 6);
