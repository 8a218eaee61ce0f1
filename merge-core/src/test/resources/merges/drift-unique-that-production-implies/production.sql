SET sql_mode = '';
CREATE TABLE users (id INT PRIMARY KEY, a INT, b INT, UNIQUE KEY one (a));
INSERT INTO users VALUES (1, 1, 1), (2, 2, 1);
