SET sql_mode = '';
CREATE TABLE users (id INT PRIMARY KEY, v DOUBLE);
INSERT INTO users VALUES (1, 3), (2, 3.5);
