SET sql_mode = '';
CREATE TABLE users (id INT PRIMARY KEY, v TINYINT(4));
INSERT INTO users VALUES (1, 0), (2, 1), (3, 2), (4, NULL);
