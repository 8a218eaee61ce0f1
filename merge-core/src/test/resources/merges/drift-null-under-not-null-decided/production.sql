SET sql_mode = '';
CREATE TABLE users (id INT PRIMARY KEY, v VARCHAR(20));
INSERT INTO users VALUES (1, 'Ann'), (2, NULL);
