SET sql_mode = '';
CREATE TABLE users (id INT PRIMARY KEY, v LONGTEXT) DEFAULT CHARSET utf8mb4;
INSERT INTO users VALUES (1, '{"b":1,  "a":2}'), (2, 'no');
