SET sql_mode = '';
CREATE TABLE users (id INT PRIMARY KEY, v DOUBLE);
INSERT INTO users VALUES (1, 0.5), (2, 0.1);
