SET sql_mode = '';
CREATE TABLE users (id INT PRIMARY KEY, v INT);
INSERT INTO users VALUES (1, 1), (2, NULL);
