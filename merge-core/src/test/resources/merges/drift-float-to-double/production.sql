SET sql_mode = '';
CREATE TABLE users (id INT PRIMARY KEY, v FLOAT);
INSERT INTO users VALUES (1, 0.5), (2, -2.25);
