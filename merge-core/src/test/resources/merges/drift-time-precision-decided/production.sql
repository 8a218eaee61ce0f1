SET sql_mode = '';
CREATE TABLE users (id INT PRIMARY KEY, v TIME(3));
INSERT INTO users VALUES (1, '10:11:12'), (2, '10:11:12.250');
