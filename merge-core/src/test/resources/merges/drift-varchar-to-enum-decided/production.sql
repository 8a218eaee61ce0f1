SET sql_mode = '';
CREATE TABLE users (id INT PRIMARY KEY, v VARCHAR(5));
INSERT INTO users VALUES (1, 'a'), (2, 'B');
