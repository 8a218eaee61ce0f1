SET sql_mode = '';
CREATE TABLE users (id INT PRIMARY KEY, v DECIMAL(4,2));
INSERT INTO users VALUES (1, 0.10), (2, 12.34);
