SET sql_mode = '';
CREATE TABLE users (id INT PRIMARY KEY, v BLOB);
INSERT INTO users VALUES (1, 'Ann'), (2, x'ff');
