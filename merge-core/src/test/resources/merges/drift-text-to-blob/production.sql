SET sql_mode = '';
CREATE TABLE users (id INT PRIMARY KEY, v MEDIUMTEXT) DEFAULT CHARSET utf8mb4;
INSERT INTO users VALUES (1, 'Ann'), (2, 'é');
