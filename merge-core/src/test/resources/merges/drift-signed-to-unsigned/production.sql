SET sql_mode = '';
CREATE TABLE users (id INT PRIMARY KEY, v INT);
INSERT INTO users VALUES (1, 5), (2, -1);
