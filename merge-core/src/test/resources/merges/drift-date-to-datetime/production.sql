SET sql_mode = '';
CREATE TABLE users (id INT PRIMARY KEY, v DATE);
INSERT INTO users VALUES (1, '2012-03-04');
