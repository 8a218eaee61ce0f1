SET sql_mode = '';
CREATE TABLE users (id INT PRIMARY KEY, v VARCHAR(40));
INSERT INTO users VALUES (1, 'Ann'), (2, NULL);
