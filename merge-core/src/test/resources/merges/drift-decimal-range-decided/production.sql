SET sql_mode = '';
CREATE TABLE users (id INT PRIMARY KEY, v DECIMAL(10,2));
INSERT INTO users VALUES (1, 99.99), (2, 100);
