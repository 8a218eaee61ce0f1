SET sql_mode = '';
CREATE TABLE users (id INT PRIMARY KEY, a INT, b INT);
INSERT INTO users VALUES (1, 1, 1), (2, 1, 2), (3, 1, 1), (4, 1, NULL), (5, 1, NULL);
