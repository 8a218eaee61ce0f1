SET sql_mode = '';
CREATE TABLE users (id INT PRIMARY KEY, v VARCHAR(255));
INSERT INTO users VALUES (1, 'Ann'), (2, 'Ferdinand'), (3, 'Jürgens');
